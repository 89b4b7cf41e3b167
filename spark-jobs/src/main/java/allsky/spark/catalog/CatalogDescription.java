package allsky.spark.catalog;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import allsky.UserError;
import allsky.spark.catalog.text.TextTable;
import allsky.spark.columns.ClassColumn;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.astrometry.Astrometry;
import allsky.spark.columns.astrometry.AstrometryChoice;
import allsky.spark.columns.astrometry.KnownArchive;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Describes a catalog for --describe: its format, archive, columns and their roles, and how many
 * rows and lines cannot be used.
 */
public final class CatalogDescription {

  /** Malformed lines that are shown; the others are only counted. */
  private static final int EXAMPLES = 5;

  private static final int EXAMPLE_LENGTH = 60;

  private final Catalog catalog;
  private final TableInput input;
  private final AstrometryChoice choice;
  private final Consumer<String> print;
  private final List<String> noted = new ArrayList<>();

  private CatalogDescription(
      Catalog catalog, TableInput input, AstrometryChoice choice, Consumer<String> print) {
    this.catalog = catalog;
    this.input = input;
    this.choice = choice;
    this.print = print;
  }

  /**
   * Describes a catalog of sources, with the columns of its errors and motions.
   *
   * @param print receives the lines of the description
   * @throws UserError if the catalog has no position or key, after everything else was described
   */
  public static void ofSources(
      Catalog catalog,
      TableInput input,
      ColumnChoice choice,
      AstrometryChoice astrometry,
      Consumer<String> print) {
    new CatalogDescription(catalog, input, astrometry, print).sources(choice);
  }

  /**
   * Describes a catalog of spectra, or any other catalog of partners if it has no class column,
   * with the columns of its errors and motions.
   *
   * @param print receives the lines of the description
   * @throws UserError if the catalog has no position or key, after everything else was described
   */
  public static void ofSpectra(
      Catalog catalog,
      TableInput input,
      ColumnChoice choice,
      SpectrumTable.Cuts cuts,
      AstrometryChoice astrometry,
      Consumer<String> print) {
    CatalogDescription description = new CatalogDescription(catalog, input, astrometry, print);
    ClassColumn sourceClass = ClassColumn.of(catalog.chosenRows(input), input, choice);
    description.noted.add(sourceClass.why());
    if (sourceClass.column().isEmpty()) {
      description.sources(choice);
    } else {
      description.spectra(choice.labelledBy(sourceClass.column().get()), cuts);
    }
  }

  private void sources(ColumnChoice columns) {
    SourceTable table = roles(() -> CatalogReader.sources(catalog, input, columns));
    noted.addAll(table.notes());
    describe(table.roles(), table.rows());
  }

  private void spectra(ColumnChoice columns, SpectrumTable.Cuts cuts) {
    SpectrumTable table = roles(() -> CatalogReader.spectra(catalog, input, columns, cuts));
    noted.addAll(table.notes());
    describe(table.roles(), table.rows());
  }

  /**
   * Assigns roles to the columns. If that fails, the columns are described before the error is
   * thrown.
   */
  private <T> T roles(Supplier<T> table) {
    try {
      return table.get();
    } catch (UserError e) {
      noted.addAll(catalog.told());
      addColumns(catalog.chosenRows(input).count());
      catalog.malformed().ifPresent(this::addMalformed);
      throw e;
    }
  }

  /**
   * @param rows the catalog's rows with {@code ra} and {@code dec}
   */
  private void describe(List<String> roles, Dataset<Row> rows) {
    List<Row> faults =
        rows.groupBy(SourceTable.positionFault())
            .agg(count(lit(1)))
            .orderBy(count(lit(1)))
            .collectAsList();
    addColumns(faults.stream().mapToLong(row -> row.getLong(1)).sum());
    add("  %s; %s", String.join(", ", roles), positions(faults));
    StructType schema = catalog.chosenRows(input).schema();
    Astrometry.of(schema, input, choice).roles().forEach(role -> add("  %s", role));
    catalog.malformed().ifPresent(this::addMalformed);
  }

  private void addColumns(long rows) {
    StructType schema = catalog.chosenRows(input).schema();
    add("%s: %s, %,d rows, %d columns", input, catalog.format().title(), rows, schema.length());
    add("  archive: %s", KnownArchive.description(schema));
    for (StructField field : schema.fields()) {
      add("  %-24s %s%s", field.name(), field.dataType().simpleString(), unit(field.metadata()));
    }
    if (Arrays.stream(schema.fields()).allMatch(field -> unit(field.metadata()).isEmpty())) {
      add("  units: none in the file; positions that are numbers are in degrees");
    }
    catalog.choice().description(input).ifPresent(condition -> addChoice(condition, rows));
    catalog.notes().forEach(note -> add("  note: %s", note));
    noted.forEach(note -> add("  note: %s", note));
  }

  private void addChoice(String condition, long rows) {
    add("  %s: %,d of %,d rows are used", condition, rows, catalog.rows().count());
  }

  private static String positions(List<Row> faults) {
    StringBuilder counts = new StringBuilder();
    long valid = 0;
    for (Row row : faults) {
      if (row.isNullAt(0)) {
        valid = row.getLong(1);
      } else {
        counts.append(String.format(Locale.ROOT, ", %,d %s", row.getLong(1), row.getString(0)));
      }
    }
    return String.format(Locale.ROOT, "%,d valid positions%s", valid, counts);
  }

  private void addMalformed(Dataset<Row> malformed) {
    long count = malformed.count();
    if (count == 0) {
      return;
    }
    add("  malformed lines, skipped: %,d", count);
    for (Row row : malformed.takeAsList(EXAMPLES)) {
      String line = row.<String>getAs(TextTable.LINE).strip();
      String start =
          line.length() <= EXAMPLE_LENGTH ? line : line.substring(0, EXAMPLE_LENGTH) + "...";
      add("    %s: %s", row.<String>getAs(TextTable.REASON), start);
    }
  }

  private static String unit(Metadata metadata) {
    return metadata.contains("unit") ? " [" + metadata.getString("unit") + "]" : "";
  }

  private void add(String line, Object... values) {
    print.accept(String.format(Locale.ROOT, line, values));
  }
}
