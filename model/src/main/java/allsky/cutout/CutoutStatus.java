package allsky.cutout;

/**
 * Why a source has the input of a network, or why it has none. Every source of an input has exactly
 * one status.
 */
public enum CutoutStatus {
  /** The source has a cutout. */
  OK,
  /** The source has no valid position: ra or dec is missing or out of range. */
  BAD_POSITION,
  /** No tile covers the position. */
  NO_TILE,
  /** The tile has no image in one of the bands. */
  NO_BAND,
  /**
   * An image of the tile is truncated, corrupt or empty, or its grid differs from the other bands.
   */
  BAD_IMAGE,
  /** The file system failed to read an image of the tile, also after retries. */
  UNREADABLE,
  /** The tile exists, but the position is outside its pixels. */
  OFF_TILE,
  /** More than half of the pixels of a band have no value. */
  MASKED,
  /** The row of a cutout table has no pixels or offsets, or they do not fit the cutout shape. */
  BAD_CUTOUT,
  /** The network gets colours, and a magnitude that they need is missing or an upper limit. */
  NO_MAGNITUDES
}
