package allsky.spark.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.table.cutout.CutoutTable;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** Which part of the cutouts a model is measured on. */
public enum SplitChoice {
  TEST,
  VALIDATION,
  TRAIN,
  MARGIN,
  ALL;

  /** True for the rows of the part. */
  Column rows() {
    return this == ALL ? lit(true) : col(CutoutTable.SPLIT).equalTo(toString());
  }

  /** Why figures on this part say less than those on test; empty for test and margin. */
  String caveat() {
    return switch (this) {
      case TRAIN ->
          "warning: the network was trained on these cutouts, so the results are too good";
      case VALIDATION -> "warning: weights and temperature were chosen on these cutouts";
      case ALL -> "warning: these cutouts may include cutouts that the network was trained on";
      case TEST, MARGIN -> "";
    };
  }

  /** As the column has it: test, validation, train, margin; or all. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
