package allsky.spark.columns.astrometry;

import allsky.spark.columns.position.AngularUnit;
import java.util.List;
import java.util.Locale;

/**
 * The two columns with the position errors of a source.
 *
 * @param ra the name of the column with the error along right ascension, or the major axis
 * @param dec the name of the column with the error along declination, or the minor axis
 */
record ErrorColumns(String ra, String dec) {

  /**
   * The names in WISE catalogs, Gaia and SDSS photometry, the ellipse axes of 2MASS and of AllWISE
   * in VizieR, and Gaia in VizieR.
   */
  static final List<ErrorColumns> KNOWN =
      List.of(
          new ErrorColumns("sigra", "sigdec"),
          new ErrorColumns("ra_error", "dec_error"),
          new ErrorColumns("raerr", "decerr"),
          new ErrorColumns("err_maj", "err_min"),
          new ErrorColumns("eemaj", "eemin"),
          new ErrorColumns("e_ra_icrs", "e_de_icrs"));

  /** The unit of a column without a unit: Gaia uses mas, other known archives use arcsec. */
  static AngularUnit unitOfArchive(String column) {
    boolean gaias = column.toLowerCase(Locale.ROOT).matches("(ra|dec)_error|e_(ra|de)_icrs");
    return gaias ? AngularUnit.MILLIARCSEC : AngularUnit.ARCSEC;
  }
}
