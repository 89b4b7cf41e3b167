package allsky.fits.header;

import allsky.fits.UnreadableImageException;

/** Thrown for an image with a valid header whose pixels are missing or cannot be read. */
public final class NoPixelsException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  private final TileHeader header;

  public NoPixelsException(TileHeader header, String message) {
    super(message);
    this.header = header;
  }

  /** The header of the image. */
  public TileHeader header() {
    return header;
  }
}
