package allsky.spark.fetch.selection;

import allsky.survey.Band;

/**
 * One image of the archive, or a piece that the archive cuts out of it.
 *
 * @param coaddId the tile, such as {@code 0000m016_ac51}
 * @param piece what to cut out, or null for the whole image
 */
public record ArchiveImage(String coaddId, Band band, ImageKind kind, CutoutRequest piece) {

  /** The length of an intensity image of 4095 x 4095 pixels; packed images are shorter. */
  public static final long MOST_BYTES = 67_083_840;

  private static final long MOST_HEADER_BYTES = 1 << 20;

  /** A whole image. */
  public static ArchiveImage completeImage(String coaddId, Band band, ImageKind kind) {
    return new ArchiveImage(coaddId, band, kind, null);
  }

  /** Where it lies below our folder; a whole image as in the archive. */
  public String path() {
    return piece == null ? archivePath() : archivePath().replaceFirst("\\.fits$", piece.ending());
  }

  /** What the archive is asked for, below its folder. */
  public String request() {
    return piece == null ? archivePath() : archivePath() + piece.query();
  }

  /** No more than this comes over the line. */
  public long mostBytes() {
    return piece == null ? MOST_BYTES : piece.mostBytes();
  }

  /**
   * No archive sends more than this of it: 64-bit pixels and some more header than usual, say. A
   * longer file is another file, or has no end.
   */
  public long mostBytesAllowed() {
    return 2 * mostBytes() + MOST_HEADER_BYTES;
  }

  private String archivePath() {
    return coaddId.substring(0, 2)
        + "/"
        + coaddId.substring(0, 4)
        + "/"
        + coaddId
        + "/"
        + coaddId
        + "-"
        + band.columnName()
        + "-"
        + kind.ending();
  }
}
