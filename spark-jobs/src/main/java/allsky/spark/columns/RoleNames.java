package allsky.spark.columns;

/** The standard names of columns whose role is known. They replace the names that archives use. */
public final class RoleNames {

  /** Right ascension, ICRS, degrees in [0, 360). */
  public static final String RA = "ra";

  /** Declination, ICRS, degrees in [-90, 90]. */
  public static final String DEC = "dec";

  /** The Atlas tile that the catalog names for a source. */
  public static final String COADD_ID = "coadd_id";

  /** The number of a row in a catalog without a key. */
  public static final String ROW = "row";

  private RoleNames() {}
}
