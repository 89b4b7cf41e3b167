package allsky.spark.fetch;

import allsky.survey.Band;

/**
 * One image of the archive.
 *
 * @param coaddId the tile, such as {@code 0000m016_ac51}
 */
public record TileImage(String coaddId, Band band, ImageKind kind) {

  /** The length of an intensity image of 4095 x 4095 pixels; packed images are shorter. */
  public static final long MOST_BYTES = 67_083_840;

  /** Where it lies below the archive's folder, and below ours. */
  public String path() {
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
