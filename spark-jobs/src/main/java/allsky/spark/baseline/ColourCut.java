package allsky.spark.baseline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.MagnitudeColumns;
import allsky.survey.SourceClass;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A classifier that divides the WISE colour-colour diagram by lines (Vega magnitudes).
 *
 * <p>QSO where W1-W2 &gt;= 0.8 (Stern et al. 2012, ApJ 753, 30). Of the others, after Wright et al.
 * 2010, AJ 140, 1868, Fig. 12: GALAXY at W2-W3 &gt;= 1.5, where spirals are, else STAR. Where W3 is
 * not detected (signal-to-noise ratio below 2, the catalog has an upper limit), W2-W3 is not used:
 * GALAXY if W1-W2 &gt;= 0.2, which is redder than the locus of stars, else STAR. A source without
 * W1 or W2 is a STAR, the class of a source without colour.
 */
public final class ColourCut {

  /** W1-W2 from which on a source is a QSO. */
  public static final double QSO_W1_W2 = 0.8;

  /** W2-W3 from which on a source detected in W3 is a galaxy. */
  public static final double GALAXY_W2_W3 = 1.5;

  /** W1-W2 from which on a source not detected in W3 is a galaxy. */
  public static final double GALAXY_W1_W2 = 0.2;

  private static final double DETECTION = 2;

  static final String NAME = "Colour cut";

  /** The columns that the cut needs. */
  static final List<String> COLUMNS = List.of("w1mpro", "w2mpro", "w3mpro", "w3snr");

  /** The cut in one sentence. */
  static final String RULE =
      "QSO where W1−W2 ≥ 0.8 (Stern et al. 2012); else GALAXY where W2−W3 ≥ 1.5, or W1−W2 ≥ 0.2"
          + " without a detection in W3; else STAR (after Wright et al. 2010, Fig. 12)";

  private ColourCut() {}

  /** The class of a row of an AllWISE-like catalog, as text. */
  static Column predictedClass() {
    Column w1w2 = MagnitudeColumns.colour("w1mpro", "w2mpro");
    Column w2w3 = MagnitudeColumns.colour("w2mpro", "w3mpro");
    Column detected = coalesce(col("w3snr").geq(DETECTION), lit(false));
    Column galaxy = when(detected, w2w3.geq(GALAXY_W2_W3)).otherwise(w1w2.geq(GALAXY_W1_W2));
    return when(w1w2.geq(QSO_W1_W2), SourceClass.QSO.name())
        .when(galaxy, SourceClass.GALAXY.name())
        .otherwise(SourceClass.STAR.name());
  }
}
