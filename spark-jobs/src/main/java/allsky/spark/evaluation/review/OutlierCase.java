package allsky.spark.evaluation.review;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.spark.table.prediction.ReviewedTable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * The cases of a cutout that the network classifies rightly with a low confidence: the six cases of
 * the paper's figure 21, which were sorted by eye there, as rules. Several may apply to a cutout.
 *
 * <p>A case is a list of conditions in SQL, of which one is enough. A condition is tested only if
 * the table has its columns. A value that is missing or no number does not fulfil a condition.
 */
public enum OutlierCase {

  /** Too faint for a colour. */
  FAINT(new Condition("w1snr < 10", "w1snr"), new Condition("w2snr < 5", "w2snr")),

  /** The light of another source overlaps. */
  NEIGHBOUR(
      new Condition("nb > 1", "nb"),
      new Condition("neighbour_ratio >= 1", ReviewedTable.NEIGHBOUR_RATIO)),

  /** Larger than a point. */
  EXTENDED(
      new Condition("ext_flg > 0", "ext_flg"),
      new Condition(
          // Magnitudes beyond these are placeholders.
          "w1mag_3 - w1mpro < -0.2 and w1mag_3 >= -10 and w1mpro <= 30", "w1mag_3", "w1mpro")),

  /** Pixels of the source are saturated. */
  SATURATED(
      new Condition("w1sat > 0", "w1sat"),
      new Condition("w2sat > 0", "w2sat"),
      new Condition("w3sat > 0", "w3sat"),
      new Condition("w4sat > 0", "w4sat")),

  /** No peak is at the position. */
  OFF_CENTRE(
      new Condition(
          "nearest_peak_arcsec is null or nearest_peak_arcsec > 2.75", ReviewedTable.NEAREST_PEAK)),

  /** An artefact of the telescope, or a nebula behind the source. */
  ARTEFACT(
      new Condition("cc_flags <> '0000'", "cc_flags"),
      new Condition("background_ratio > 2", ReviewedTable.BACKGROUND_RATIO));

  /**
   * A condition.
   *
   * @param sql the condition as text
   * @param columns the columns that it needs
   */
  record Condition(String sql, List<String> columns) {

    Condition(String sql, String... columns) {
      this(sql, List.of(columns));
    }
  }

  // Records of texts are immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Condition> conditions;

  OutlierCase(Condition... conditions) {
    this.conditions = List.of(conditions);
  }

  /** The columns of all conditions. */
  public static List<String> columns() {
    return Arrays.stream(values())
        .flatMap(each -> each.conditions.stream())
        .flatMap(condition -> condition.columns().stream())
        .distinct()
        .toList();
  }

  /** The conditions that a table with these columns can test, as SQL; empty for none. */
  List<String> tested(Set<String> columns) {
    return conditions(columns, true);
  }

  /** The conditions that a table with these columns cannot test, as SQL. */
  List<String> notTested(Set<String> columns) {
    return conditions(columns, false);
  }

  private List<String> conditions(Set<String> columns, boolean testable) {
    return conditions.stream()
        .filter(condition -> columns.containsAll(condition.columns()) == testable)
        .map(Condition::sql)
        .toList();
  }

  /** The names of the cases that apply to a row, separated by commas; empty for none. */
  static Column names(Set<String> columns) {
    Stream<Column> names =
        Arrays.stream(values()).map(each -> when(each.applies(columns), each.name()));
    return array_join(array(names.toArray(Column[]::new)), ",");
  }

  private Column applies(Set<String> columns) {
    return tested(columns).stream()
        .map(sql -> coalesce(expr(sql), lit(false)))
        .reduce(lit(false), Column::or);
  }
}
