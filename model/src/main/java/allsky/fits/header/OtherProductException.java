package allsky.fits.header;

import allsky.fits.UnreadableImageException;

/**
 * Thrown for a valid file that is not an intensity image. Uncertainty, coverage and mask maps have
 * the same cards, except FILETYPE.
 */
public final class OtherProductException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  OtherProductException(String message) {
    super(message);
  }
}
