package allsky.spark.table;

import allsky.fits.header.TileHeader;
import java.io.Serializable;

/**
 * One FITS file of a folder of tiles, and what its header says once that is read.
 *
 * @param path where it lies; in a {@link TileTable} below the folder, without a slash in front
 * @param bytes its length
 * @param modifiedMillis when it was last changed, in milliseconds since 1970
 * @param listedMillis when the folder was listed in which it was found, in milliseconds since 1970
 * @param header null where it was not read or cannot be used; where the pixels are not there or
 *     cannot be read, there is a problem too
 * @param problem why it cannot be used, or null
 * @param otherProduct true where it is a good file that is no intensity image, as the problem says
 */
public record TileFileRow(
    String path,
    long bytes,
    long modifiedMillis,
    long listedMillis,
    TileHeader header,
    String problem,
    boolean otherProduct)
    implements Serializable {

  /** A file system's clock may tick as slowly as every two seconds. */
  private static final long CLOCK_TICK_MILLIS = 2000;

  /** A file whose header was not read yet. */
  public static TileFileRow listed(
      String path, long bytes, long modifiedMillis, long listedMillis) {
    return new TileFileRow(path, bytes, modifiedMillis, listedMillis, null, null, false);
  }

  /** The same file with its header. */
  public TileFileRow with(TileHeader read) {
    return new TileFileRow(path, bytes, modifiedMillis, listedMillis, read, null, false);
  }

  /** The same file, which cannot be used. */
  public TileFileRow refused(String why) {
    return new TileFileRow(path, bytes, modifiedMillis, listedMillis, null, why, false);
  }

  /** The same file, whose pixels are not there or cannot be read. */
  public TileFileRow withoutPixels(TileHeader promised, String why) {
    return new TileFileRow(path, bytes, modifiedMillis, listedMillis, promised, why, false);
  }

  /** The same file, which is no intensity image. */
  public TileFileRow passedOver(String why) {
    return new TileFileRow(path, bytes, modifiedMillis, listedMillis, null, why, true);
  }

  /** True where its pixels can be read. */
  public boolean isUsable() {
    return header != null && problem == null;
  }

  /** The same file by its whole path. */
  public TileFileRow in(String folder) {
    return new TileFileRow(
        folder + "/" + path, bytes, modifiedMillis, listedMillis, header, problem, otherProduct);
  }

  /**
   * True where what was read of it holds for a file that is listed now: length and time agree, and
   * it was not just being changed when it was read. The problem of an image never holds: its cause
   * may have been the way to the file.
   */
  public boolean holdsFor(TileFileRow now) {
    return (isUsable() || otherProduct)
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
