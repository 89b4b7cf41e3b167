package allsky.fits.header;

import allsky.fits.UnreadableImageException;

/** An image with a good header whose pixels are not there, or cannot be read. */
public final class NoPixelsException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  private final TileHeader promised;

  public NoPixelsException(TileHeader promised, String message) {
    super(message);
    this.promised = promised;
  }

  /** What its header says of the pixels. */
  public TileHeader promised() {
    return promised;
  }
}
