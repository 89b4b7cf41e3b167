package allsky.spark.table;

import allsky.UserError;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The column that names a source in every table of a run. */
public final class SourceKey {

  private SourceKey() {}

  /**
   * The first key that both tables have.
   *
   * @throws UserError where they share none
   */
  public static String sharedBy(Dataset<Row> left, Dataset<Row> right) {
    Set<String> leftColumns = Set.copyOf(Arrays.asList(left.columns()));
    Set<String> rightColumns = Set.copyOf(Arrays.asList(right.columns()));
    return SourceTable.KEY_NAMES.stream()
        .filter(key -> leftColumns.contains(key) && rightColumns.contains(key))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Cannot join two tables of this run: they share none of the columns "
                        + String.join(", ", SourceTable.KEY_NAMES)
                        + "; make both from the same catalog."));
  }
}
