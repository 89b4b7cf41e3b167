package allsky.spark.columns;

import allsky.UserError;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * The column whose classes label sources, if a catalog has one. Many catalogs have a column {@code
 * class}. It labels sources only if its values are the classes of SDSS spectra, or if the user
 * names it.
 *
 * @param column the column with the classes; empty if the catalog labels no source
 * @param why the reason for the choice, as text for users
 */
public record ClassColumn(Optional<String> column, String why) {

  /** The value that the user gives instead of a column name so that no source is labelled. */
  public static final String NONE = "none";

  /** The names in SDSS, DESI and LAMOST's SDSS-like tables. */
  public static final List<String> NAMES = List.of("class", "spectype", "spclass");

  private static final String JOINED = "its columns are joined without labels";

  /**
   * Chooses the column that the user names, or else decides by a sample of the values.
   *
   * @throws UserError if the user's column does not exist or is not text
   */
  public static ClassColumn of(Dataset<Row> catalog, TableInput input, ColumnChoice choice) {
    if (choice.label().filter(NONE::equalsIgnoreCase).isPresent()) {
      return joined(input.columnOption("class") + " is none");
    }
    ColumnFinder finder = new ColumnFinder(input, catalog.schema());
    Optional<String> found = finder.find("class", choice.label(), NAMES);
    if (found.isEmpty()) {
      return joined("it has no class column");
    }
    String name = found.get();
    DataType type = catalog.schema().apply(name).dataType();
    if (choice.label().isPresent()) {
      requireText(input, name, type);
      return new ClassColumn(found, name + " labels the sources");
    }
    return Columns.isText(type)
        ? byValues(catalog, input, name, type)
        : joined(name + " holds " + type.simpleString() + ", not class names");
  }

  private static void requireText(TableInput input, String name, DataType type) {
    if (!Columns.isText(type)) {
      throw new UserError(
          String.format(
              "Cannot read %s: %s %s holds %s; a class is the text STAR, GALAXY or QSO.",
              input, input.columnOption("class"), name, type.simpleString()));
    }
  }

  /**
   * Uses the column if at least half of the values are class names, or if the table has no rows.
   */
  private static ClassColumn byValues(
      Dataset<Row> catalog, TableInput input, String name, DataType type) {
    List<Row> sample =
        RowSample.of(catalog.select(Columns.text(Columns.named(name), type).as(name)));
    List<String> values =
        sample.stream()
            .map(row -> row.getString(0))
            .filter(Objects::nonNull)
            .filter(value -> !value.isBlank())
            .toList();
    long classes = values.stream().filter(value -> SourceClass.ofName(value).isPresent()).count();
    String seen =
        String.format(
            Locale.ROOT,
            "%s is STAR, GALAXY or QSO in %,d of %,d sampled rows",
            name,
            classes,
            sample.size());
    boolean labels = sample.isEmpty() || (classes > 0 && 2 * classes >= values.size());
    String option = input.columnOption("class");
    return labels
        ? new ClassColumn(
            Optional.of(name),
            seen + ": it labels the sources (use " + option + " none to" + " prevent this)")
        : joined(seen + " (use " + option + " " + name + " to label with it)");
  }

  private static ClassColumn joined(String why) {
    return new ClassColumn(Optional.empty(), why + ": " + JOINED);
  }
}
