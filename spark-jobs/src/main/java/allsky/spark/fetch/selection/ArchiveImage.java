package allsky.spark.fetch.selection;

import allsky.survey.Band;

/**
 * One image in the archive, or a cutout that the archive makes of it.
 *
 * @param coaddId the tile, such as {@code 0000m016_ac51}
 * @param cutout the part to cut out, or null for the complete image
 */
public record ArchiveImage(String coaddId, Band band, ImageKind kind, CutoutRequest cutout) {

  /**
   * The length of an intensity image of 4095 x 4095 pixels in bytes; compressed images are shorter.
   */
  public static final long MAX_BYTES = 67_083_840;

  private static final long MAX_HEADER_BYTES = 1 << 20;

  /** A complete image. */
  public static ArchiveImage completeImage(String coaddId, Band band, ImageKind kind) {
    return new ArchiveImage(coaddId, band, kind, null);
  }

  /** The path of the file below our folder; for a complete image the same as in the archive. */
  public String path() {
    return cutout == null ? archivePath() : archivePath().replaceFirst("\\.fits$", cutout.ending());
  }

  /** True for a square that the archive cuts out of an image. */
  public boolean isSquare() {
    return cutout != null;
  }

  /** The complete image that has this one; the same if it is complete. */
  public ArchiveImage complete() {
    return completeImage(coaddId, band, kind);
  }

  /** The path and query of the request, below the archive's folder. */
  public String request() {
    return cutout == null ? archivePath() : archivePath() + cutout.query();
  }

  /** The largest expected length in bytes. */
  public long expectedMaxBytes() {
    return cutout == null ? MAX_BYTES : cutout.expectedMaxBytes();
  }

  /**
   * The largest accepted length in bytes, with room for 64-bit pixels and a longer header. A longer
   * file is rejected.
   */
  public long maxBytes() {
    return 2 * expectedMaxBytes() + MAX_HEADER_BYTES;
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
