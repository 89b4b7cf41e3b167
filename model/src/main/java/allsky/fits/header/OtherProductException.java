package allsky.fits.header;

import allsky.fits.UnreadableImageException;

/** A good file that is no intensity image: uncertainty, coverage and mask maps have its cards. */
public final class OtherProductException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  OtherProductException(String message) {
    super(message);
  }
}
