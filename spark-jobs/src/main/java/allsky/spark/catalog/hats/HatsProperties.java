package allsky.spark.catalog.hats;

import allsky.sky.Healpix;
import allsky.spark.output.RunIdentity;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The text of {@code hats.properties}, which describes a HATS catalog.
 *
 * @param name a name for the catalog, without spaces
 * @param ra the column of right ascension
 * @param dec the column of declination
 * @param healpix29 the column of HEALPix cells of order 29
 * @param maxRows the largest number of rows in a file
 * @param bytes the size of all files together
 */
record HatsProperties(
    String name, String ra, String dec, String healpix29, long maxRows, long bytes) {

  /** Version and date of the IVOA Note that the layout follows. */
  private static final String HATS_VERSION = "v1.0";

  private static final String HATS_RELEASE = "2025-08-22";

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  String text(HatsPlan plan, RunIdentity identity) {
    return String.join(
        "\n",
        "#HATS catalog",
        "obs_collection=" + name.replaceAll("[^A-Za-z0-9_.-]+", "_"),
        "dataproduct_type=object",
        "hats_nrows=" + plan.rows(),
        "hats_col_ra=" + ra,
        "hats_col_dec=" + dec,
        "hats_col_healpix=" + healpix29,
        "hats_col_healpix_order=" + Healpix.MAX_ORDER,
        "hats_npix_suffix=.parquet",
        "hats_skymap_order=" + Skymap.ORDER,
        "hats_max_rows=" + maxRows,
        "hats_order=" + plan.deepestOrder(),
        String.format(Locale.ROOT, "moc_sky_fraction=%.7f", plan.skyFraction()),
        "hats_builder=allsky " + identity.job() + " " + identity.version(),
        "hats_creation_date=" + MINUTES.format(identity.started()),
        "hats_estsize=" + (bytes + 1023) / 1024,
        "hats_release_date=" + HATS_RELEASE,
        "hats_version=" + HATS_VERSION,
        "");
  }
}
