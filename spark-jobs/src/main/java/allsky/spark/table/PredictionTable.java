package allsky.spark.table;

import allsky.survey.SourceClass;

/** Predictions: exactly one row for each source of the input. */
public final class PredictionTable {

  public static final String RA = "ra";
  public static final String DEC = "dec";
  public static final String COADD_ID = "coadd_id";

  /** STAR, GALAXY, QSO, or null where the status is not OK. */
  public static final String CLASS = "class";

  /** The largest of the three probabilities. */
  public static final String CONFIDENCE = "confidence";

  /** True where the source is unlike what the network knows. */
  public static final String OUTLIER = "outlier";

  /** LOW_CONFIDENCE or FAR_FROM_TRAINING, else null. */
  public static final String OUTLIER_REASON = "outlier_reason";

  /** OK or the reason why there is no class, see {@code allsky.image.CutoutStatus}. */
  public static final String STATUS = "status";

  /** Bit mask, see {@code allsky.image.CutoutFlag}. */
  public static final String CUTOUT_FLAGS = "cutout_flags";

  public static final String HEALPIX_29 = MatchTable.HEALPIX_29;

  private PredictionTable() {}

  /** The column with the probability of a class: prob_star, prob_galaxy, prob_qso. */
  public static String probability(SourceClass sourceClass) {
    return "prob_" + sourceClass.columnName();
  }
}
