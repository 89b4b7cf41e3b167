package allsky.fits;

import java.io.IOException;

/**
 * Thrown for an image that cannot be used. The message gives the reason and begins in lower case,
 * because callers put the name of the file in front of it.
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
