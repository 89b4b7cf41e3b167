package allsky.spark.table;

import allsky.UserError;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The column that names a source in every table of a run. */
public final class SourceKey {

  private SourceKey() {}

  /**
   * Refuses a key with the name of a column that a table has itself, which Spark could not tell
   * apart.
   *
   * @param table what it holds, for the message
   * @throws UserError where one of its columns has the name, in any case
   */
  static void requireNew(StructField key, StructType own, String table) {
    if (Arrays.stream(own.fieldNames()).anyMatch(key.name()::equalsIgnoreCase)) {
      throw new UserError(
          "Invalid --key-column "
              + key.name()
              + " (the "
              + table
              + " have a column of that name themselves): name another that tells the sources"
              + " apart with --key-column; a catalog without one must be given one, such as a"
              + " running number");
    }
  }

  /**
   * The first key that both tables have, in any case, as Spark tells columns apart.
   *
   * @throws UserError where they share none
   */
  public static String sharedBy(Dataset<Row> left, Dataset<Row> right) {
    Set<String> leftColumns = Columns.namesOf(left);
    Set<String> rightColumns = Columns.namesOf(right);
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
