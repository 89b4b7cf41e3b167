package allsky.spark.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.table.cutout.CutoutTable;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** The split of the cutouts on which a model is evaluated. */
public enum SplitChoice {
  TEST,
  VALIDATION,
  TRAIN,
  MARGIN,
  ALL;

  /** True for the rows of the split. */
  Column rows() {
    return this == ALL ? lit(true) : col(CutoutTable.SPLIT).equalTo(toString());
  }

  /** Why results on this split are less meaningful than on test; empty for test and margin. */
  String caveat() {
    return switch (this) {
      case TRAIN ->
          "warning: the network was trained on these cutouts, so the results are too good";
      case VALIDATION -> "warning: weights and temperature were chosen on these cutouts";
      case ALL -> "warning: these cutouts may include cutouts that the network was trained on";
      case TEST, MARGIN -> "";
    };
  }

  /** The name as in the column: test, validation, train, margin; or all. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
