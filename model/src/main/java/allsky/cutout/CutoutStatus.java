package allsky.cutout;

/** Why a source has a cutout, or why it has none. Every source of an input has exactly one. */
public enum CutoutStatus {
  /** It has one. */
  OK,
  /** Its ra or dec is missing or outside the sky. */
  BAD_POSITION,
  /** No tile among the images covers it. */
  NO_TILE,
  /** Its tile lacks one of the bands. */
  NO_BAND,
  /** An image of its tile is truncated, corrupt, empty or not on the grid of the others. */
  BAD_IMAGE,
  /** An image of its tile could not be read, however often the file system was asked. */
  UNREADABLE,
  /** Its tile is there, but the position lies outside the tile's pixels. */
  OFF_TILE,
  /** More than half of the pixels of a band have no value. */
  MASKED,
  /** Its row of a table of cutouts lacks pixels or offsets, or has some of no such cutout. */
  BAD_CUTOUT
}
