package allsky.spark.columns;

import allsky.UserError;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds the column for a role in a table, by the user's choice or by known names. */
public final class ColumnFinder {

  private final TableInput input;
  private final Map<String, String> spelling = new HashMap<>();

  /**
   * @throws UserError if two column names are equal or differ only in case, so that Spark cannot
   *     distinguish them
   */
  public ColumnFinder(TableInput input, StructType schema) {
    this.input = input;
    for (String name : schema.fieldNames()) {
      String other = spelling.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new UserError("Cannot read " + input + ": " + twice(other, name));
      }
    }
  }

  /** The message about two columns that Spark cannot distinguish. */
  public static String twice(String first, String second) {
    return first.equals(second)
        ? "two of its columns are named " + first + "; rename one of them."
        : "the columns " + first + " and " + second + " differ only in case; rename one of them.";
  }

  /**
   * The column of a role as the table spells it.
   *
   * @param role the role's name in the option that chooses its column: ra, dec, key
   * @param chosen the column that the user named, in any case
   * @param knownNames the names to search otherwise, in lower case; the first match wins
   */
  public Optional<String> find(String role, Optional<String> chosen, List<String> knownNames) {
    if (chosen.isPresent()) {
      String column = spelling.get(chosen.get().toLowerCase(Locale.ROOT));
      if (column == null) {
        throw new UserError(
            String.format(
                "Cannot read %s: %s %s is not a column of the table; it has %s.",
                input, input.columnOption(role), chosen.get(), some(spelling.values())));
      }
      return Optional.of(column);
    }
    return knownNames.stream().filter(spelling::containsKey).map(spelling::get).findFirst();
  }

  /** {@link #find} for a role that must have a column. */
  public String require(String role, Optional<String> chosen, List<String> knownNames) {
    return find(role, chosen, knownNames)
        .orElseThrow(
            () ->
                new UserError(
                    String.format(
                        "Cannot read %s: no column %s; name it with %s (it has %s).",
                        input,
                        String.join(" or ", knownNames),
                        input.columnOption(role),
                        some(spelling.values()))));
  }

  /**
   * The values of a column as double; null if a text is not a number.
   *
   * @param role the role's name in the option that chooses its column
   * @param column the column as the rows call it
   * @throws UserError if the column's type has no numbers
   */
  public Column number(String role, StructField field, Column column) {
    if (!isNumber(field.dataType())) {
      throw new UserError(
          String.format(
              "Cannot read %s: %s holds %s, not a number in each row; name another column with %s.",
              input, field.name(), field.dataType().simpleString(), input.columnOption(role)));
    }
    boolean isText = Columns.isText(field.dataType());
    Column value = isText ? Columns.text(column, field.dataType()) : column;
    return value.cast(DataTypes.DoubleType);
  }

  /** True for numbers, and for text, which may contain numbers. */
  public static boolean isNumber(DataType type) {
    return type instanceof NumericType || Columns.isText(type);
  }

  /** The column names for messages; only the first ones if there are many. */
  public String names() {
    return some(spelling.values());
  }

  private static String some(Collection<String> names) {
    List<String> sorted = names.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
    return sorted.size() <= 12
        ? String.join(" ", sorted)
        : String.join(" ", sorted.subList(0, 12)) + " and " + (sorted.size() - 12) + " more";
  }
}
