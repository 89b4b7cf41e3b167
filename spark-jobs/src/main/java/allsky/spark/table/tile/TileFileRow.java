package allsky.spark.table.tile;

import allsky.fits.header.TileHeader;
import java.io.Serializable;

/**
 * One FITS file of a folder of tiles, and what its header says once it is read.
 *
 * @param path in a {@link TileTable} the path below the folder, without a slash in front
 * @param bytes its length
 * @param modifiedMillis when it was last changed, in milliseconds since 1970
 * @param listedMillis when the folder was listed in which it was found, in milliseconds since 1970
 * @param state what is known of it
 * @param header of {@link State#IMAGE} and {@link State#NO_PIXELS}, else null
 * @param problem why it cannot be used, in one line; null of {@link State#LISTED} and {@link
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

  /** A file system's clock may tick as slowly as every two seconds. */
  private static final long CLOCK_TICK_MILLIS = 2000;

  /** What is known of a file. */
  public enum State {
    /** It was found; its header was not read yet. */
    LISTED,
    /** It is an image that can be used. */
    IMAGE,
    /** Its header is good, but the pixels are not there or cannot be read. */
    NO_PIXELS,
    /** It is a good file that is no intensity image. */
    OTHER_PRODUCT,
    /** It cannot be used. */
    BAD_IMAGE,
    /** The file system failed each time; nothing is known about its content. */
    OUT_OF_REACH
  }

  /**
   * @throws IllegalArgumentException where the header or the problem does not fit the state
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

  /** The same file, whose pixels are not there or cannot be read. */
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

  /** True where its pixels can be read. */
  public boolean isUsable() {
    return state == State.IMAGE;
  }

  /** True where it is a good file that is no intensity image. */
  public boolean isOtherProduct() {
    return state == State.OTHER_PRODUCT;
  }

  /** The same file by its path with the folder. */
  public TileFileRow in(String folder) {
    return new TileFileRow(
        folder + "/" + path, bytes, modifiedMillis, listedMillis, state, header, problem);
  }

  /**
   * True where what was read of it holds for a file that is listed now: length and time agree, and
   * it was not just being changed when it was read. The problem of an image never holds: its cause
   * may have been the way to the file.
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
}
