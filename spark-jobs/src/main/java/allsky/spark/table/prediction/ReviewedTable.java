package allsky.spark.table.prediction;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that the tables of misclassified and of low-confidence cutouts add to the columns of
 * the {@link EvaluatedTable}: what the pixels show at the position of the source.
 */
public final class ReviewedTable {

  /** True if no band shows a source in the centre. */
  public static final String NO_SOURCE = "no_source";

  /** Distance of the nearest peak from the source; null without a peak. */
  public static final String NEAREST_PEAK = "nearest_peak_arcsec";

  /** Brightest neighbour over the source. */
  public static final String NEIGHBOUR_RATIO = "neighbour_ratio";

  /** Scatter of the background over the median of the evaluated cutouts. */
  public static final String BACKGROUND_RATIO = "background_ratio";

  /** The group of a misclassified cutout, from 1; null if {@link #NO_SOURCE}. */
  public static final String GROUP = "group";

  /** The rule by which a misclassified cutout has its group. */
  public static final String RULE = "rule";

  /** The outlier cases of a low-confidence cutout. */
  public static final String CASES = "cases";

  private ReviewedTable() {}

  /** The signal-to-noise ratio of a band at the source: centre_snr_w1. */
  public static String signalToNoise(Band band) {
    return "centre_snr_" + band.columnName();
  }

  /** The asinh flux of a band at the source: centre_asinh_w1. */
  public static String asinhFlux(Band band) {
    return "centre_asinh_" + band.columnName();
  }

  /** The column with the group. */
  public static StructField group() {
    return column(GROUP, IntegerType, "K-means group, 1 is the faintest; null with no_source");
  }

  /** The column with the rule. */
  public static StructField rule() {
    return column(RULE, StringType, "K_MEANS, or why there is no source: NOT_DETECTED, OUTSHONE");
  }

  /** The column with the cases. */
  public static StructField cases() {
    return column(CASES, StringType, "Outlier cases that apply, separated by commas; may be empty");
  }

  /** The measurements that both tables have. */
  public static StructType measurements(List<Band> bands) {
    List<StructField> fields = new ArrayList<>();
    for (Band band : bands) {
      String text = "Value of " + band + " at the source over the scatter of its background";
      fields.add(column(signalToNoise(band), DoubleType, text));
    }
    for (Band band : bands) {
      String text = "asinh of the value of " + band + " at the source over the reference noise";
      fields.add(column(asinhFlux(band), DoubleType, text));
    }
    fields.add(
        column(NEAREST_PEAK, DoubleType, "arcsec", "Distance of the nearest peak from the source"));
    fields.add(
        column(
            NEIGHBOUR_RATIO, DoubleType, "Brightest peak 5.5 to 15 arcsec away over the source"));
    fields.add(
        column(
            BACKGROUND_RATIO,
            DoubleType,
            "Scatter of the background over the median of the evaluated cutouts, largest band"));
    fields.add(column(NO_SOURCE, BooleanType, "True if no band shows a source in the centre"));
    fields.add(rule());
    return new StructType(fields.toArray(new StructField[0]));
  }

  /** All columns that one of the two tables adds. */
  public static StructType schema(List<Band> bands) {
    return measurements(bands).add(group()).add(cases());
  }
}
