package allsky.spark.table.tile;

import allsky.fits.header.TileHeader;
import allsky.fits.header.TileName;
import java.io.Serializable;

/**
 * One FITS file in a folder of tiles, with its header once it was read.
 *
 * @param path in a {@link TileTable} the path below the folder, without a slash in front
 * @param bytes the length of the file
 * @param modifiedMillis the modification time, in milliseconds since 1970
 * @param listedMillis the time when the file was listed, in milliseconds since 1970
 * @param state the state of the file
 * @param header the header for {@link State#IMAGE} and {@link State#NO_PIXELS}, else null
 * @param problem why the file cannot be used, in one line; null for {@link State#LISTED} and {@link
 *     State#IMAGE}
 */
public record TileFileRow(
    String path,
    long bytes,
    long modifiedMillis,
    long listedMillis,
    State state,
    TileHeader header,
    String problem)
    implements Serializable {

  /** The coarsest resolution of modification times in file systems. */
  private static final long CLOCK_TICK_MILLIS = 2000;

  /** The states of a file. */
  public enum State {
    /** It was found; its header was not read yet. */
    LISTED,
    /** It is an image that can be used. */
    IMAGE,
    /** Its header is valid, but the pixels are missing or cannot be read. */
    NO_PIXELS,
    /** It is a valid file, but not an intensity image. */
    OTHER_PRODUCT,
    /** It cannot be used. */
    BAD_IMAGE,
    /** The file system failed at each attempt, so the content is unknown. */
    OUT_OF_REACH
  }

  /**
   * @throws IllegalArgumentException if the header or the problem does not fit the state
   */
  public TileFileRow {
    boolean hasHeader = state == State.IMAGE || state == State.NO_PIXELS;
    boolean hasProblem = state != State.LISTED && state != State.IMAGE;
    if (hasHeader != (header != null) || hasProblem != (problem != null)) {
      throw new IllegalArgumentException(path + ": " + state + " with " + header + ", " + problem);
    }
  }

  /** A file whose header was not read yet. */
  public static TileFileRow listed(
      String path, long bytes, long modifiedMillis, long listedMillis) {
    return new TileFileRow(path, bytes, modifiedMillis, listedMillis, State.LISTED, null, null);
  }

  /** The same file with its header. */
  public TileFileRow with(TileHeader read) {
    return found(State.IMAGE, read, null);
  }

  /** The same file, whose pixels are missing or cannot be read. */
  public TileFileRow withoutPixels(TileHeader promised, String why) {
    return found(State.NO_PIXELS, promised, why);
  }

  /** The same file, which cannot be used. */
  public TileFileRow without(State state, String why) {
    return found(state, null, why);
  }

  private TileFileRow found(State state, TileHeader header, String problem) {
    return new TileFileRow(path, bytes, modifiedMillis, listedMillis, state, header, problem);
  }

  /** True if its pixels can be read. */
  public boolean isUsable() {
    return state == State.IMAGE;
  }

  /** True if it is a valid file, but not an intensity image. */
  public boolean isOtherProduct() {
    return state == State.OTHER_PRODUCT;
  }

  /** The same file with its path in a folder. */
  public TileFileRow in(String folder) {
    return new TileFileRow(
        folder + "/" + path, bytes, modifiedMillis, listedMillis, state, header, problem);
  }

  /**
   * True if this row is valid for a file that is listed now: length and time agree, and the file
   * was not being changed when it was read. A row with a problem is never valid, because the cause
   * may have been temporary.
   */
  public boolean holdsFor(TileFileRow now) {
    return (isUsable() || isOtherProduct())
        && bytes == now.bytes
        && modifiedMillis == now.modifiedMillis
        && modifiedMillis > 0
        && modifiedMillis + CLOCK_TICK_MILLIS <= listedMillis;
  }

  /** The file's name without its folder. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The tile and the band in its header, or else in its name. */
  public TileName tileName() {
    return header == null ? TileName.of(name()) : new TileName(header.coaddId(), header.band());
  }
}
