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
 * Whether a catalog's rows label sources. Many catalogs have a column {@code class}; it labels only
 * where its values are those of SDSS's spectra, or where the user says so.
 *
 * @param column the column with the classes; empty where the catalog labels nothing
 * @param why how that was decided, for people to read
 */
public record ClassColumn(Optional<String> column, String why) {

  /** What the user writes instead of a column's name so that nothing is labelled. */
  public static final String NONE = "none";

  /** SDSS, DESI, LAMOST's view of SDSS. */
  public static final List<String> NAMES = List.of("class", "spectype", "spclass");

  private static final String JOINED = "its columns are joined, nothing is labelled";

  /**
   * Decides by the user's choice, else by a sample of the values.
   *
   * @throws UserError where the user's column is not there or holds no text
   */
  public static ClassColumn of(Dataset<Row> catalog, TableInput input, ColumnChoice choice) {
    if (choice.label().filter(NONE::equalsIgnoreCase).isPresent()) {
      return joined(input.columnOption("class") + " is none");
    }
    ColumnFinder finder = new ColumnFinder(input, catalog.schema());
    Optional<String> found = finder.find("class", choice.label(), NAMES);
    if (found.isEmpty()) {
      return joined("it has no class");
    }
    String name = found.get();
    DataType type = catalog.schema().apply(name).dataType();
    if (choice.label().isPresent()) {
      requireText(input, name, type);
      return new ClassColumn(found, name + " labels sources");
    }
    return Columns.isText(type)
        ? byValues(catalog, input, name, type)
        : joined(name + " holds " + type.simpleString() + ", not the classes of spectra");
  }

  private static void requireText(TableInput input, String name, DataType type) {
    if (!Columns.isText(type)) {
      throw new UserError(
          String.format(
              "Cannot read %s: %s %s holds %s; a class is the text STAR, GALAXY or QSO.",
              input, input.columnOption("class"), name, type.simpleString()));
    }
  }

  /** Labels where at least half of the values are classes; a table without rows may label. */
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
            "%s is STAR, GALAXY or QSO in %,d of %,d rows looked at",
            name,
            classes,
            sample.size());
    boolean labels = sample.isEmpty() || (classes > 0 && 2 * classes >= values.size());
    String option = input.columnOption("class");
    return labels
        ? new ClassColumn(
            Optional.of(name), seen + ": it labels sources (" + option + " none: it does not)")
        : joined(seen + " (" + option + " " + name + ": it labels)");
  }

  private static ClassColumn joined(String why) {
    return new ClassColumn(Optional.empty(), why + ": " + JOINED);
  }
}
