package allsky.spark.table;

/**
 * Cutouts: one row for each source that was asked for, with its pixels or with the reason why it
 * has none.
 */
public final class CutoutTable {

  public static final String RA = "ra";
  public static final String DEC = "dec";
  public static final String COADD_ID = "coadd_id";
  public static final String LABEL = MatchTable.LABEL;
  public static final String SPLIT = MatchTable.SPLIT;

  /** Little-endian float32, band by band, row by row; shape and bands stand in the metadata. */
  public static final String PIXELS = "pixels";

  /** Offset of the source from the centre of the window's middle pixel, in pixels along x. */
  public static final String DX = "dx";

  /** Offset of the source from the centre of the window's middle pixel, in pixels along y. */
  public static final String DY = "dy";

  /** Pixels of all bands that are outside the image or not finite. */
  public static final String BAD_PIXELS = "bad_pixels";

  /** Bit mask, see {@code allsky.image.CutoutFlag}. */
  public static final String CUTOUT_FLAGS = "cutout_flags";

  /** OK or the reason why there are no pixels, see {@code allsky.image.CutoutStatus}. */
  public static final String STATUS = "status";

  private CutoutTable() {}
}
