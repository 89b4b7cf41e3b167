package allsky.spark.columns.astrometry;

import java.util.Optional;

/**
 * The columns of errors, proper motions and epochs that the user names. The other columns are found
 * by the names that archives use.
 *
 * @param raError one-sigma error of right ascension on the sky; without decError it is the error of
 *     both axes. In arcsec unless the column's unit or its archive says otherwise
 * @param decError one-sigma error of declination
 * @param pmRa proper motion in right ascension, including cos(dec); mas/yr unless the column's unit
 *     or its archive says otherwise
 * @param pmDec proper motion in declination
 * @param epoch the column of epochs (Julian years, or MJD if its unit is d or its name contains
 *     mjd), or a number: the Julian year of all positions
 * @param ellipse the columns of error ellipses; the errors are then not those of raError
 * @param radius the column with the radius of each row in a match; arcsec unless the column's unit
 *     says otherwise
 */
public record AstrometryChoice(
    Optional<String> raError,
    Optional<String> decError,
    Optional<String> pmRa,
    Optional<String> pmDec,
    Optional<String> epoch,
    Optional<EllipseColumns> ellipse,
    Optional<String> radius) {

  /** The choice in which every column is found by its known names. */
  public static final AstrometryChoice BY_KNOWN_NAMES = ofNullable(null, null, null, null, null);

  /** Creates a choice; null means that the user named no column. */
  public static AstrometryChoice ofNullable(
      String raError, String decError, String pmRa, String pmDec, String epoch) {
    return new AstrometryChoice(
        Optional.ofNullable(raError),
        Optional.ofNullable(decError),
        Optional.ofNullable(pmRa),
        Optional.ofNullable(pmDec),
        Optional.ofNullable(epoch),
        Optional.empty(),
        Optional.empty());
  }

  /** The same choice with the columns of error ellipses. */
  public AstrometryChoice withEllipse(Optional<EllipseColumns> columns) {
    return new AstrometryChoice(raError, decError, pmRa, pmDec, epoch, columns, radius);
  }

  /** The same choice with the column of radii; null if the user names none. */
  public AstrometryChoice withRadius(String column) {
    return new AstrometryChoice(
        raError, decError, pmRa, pmDec, epoch, ellipse, Optional.ofNullable(column));
  }
}
