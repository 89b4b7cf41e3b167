package allsky.fits;

import java.io.IOException;

/**
 * An image that cannot be used. The message says what is wrong with it and begins in lower case, so
 * that it reads on after the file's name.
 */
public class UnreadableImageException extends IOException {

  private static final long serialVersionUID = 1L;

  public UnreadableImageException(String message) {
    super(message);
  }

  public UnreadableImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
