package allsky.image;

/** An image whose file holds fewer pixels than its header promises. */
public final class CutOffImageException extends UnreadableImageException {

  private static final long serialVersionUID = 1L;

  private final TileHeader promised;

  CutOffImageException(TileHeader promised, long held, long needed) {
    super("it is cut off: " + held + " of " + needed + " bytes");
    this.promised = promised;
  }

  /** What its header says of the pixels that are not there. */
  public TileHeader promised() {
    return promised;
  }
}
