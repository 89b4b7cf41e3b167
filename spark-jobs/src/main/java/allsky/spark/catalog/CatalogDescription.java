package allsky.spark.catalog;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.catalog.text.TextTable;
import allsky.spark.table.Astrometry;
import allsky.spark.table.AstrometryChoice;
import allsky.spark.table.ClassColumn;
import allsky.spark.table.ColumnChoice;
import allsky.spark.table.KnownArchive;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import allsky.spark.table.TableInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Tells what a catalog is taken for: its format, its archive, its columns and the roles they play,
 * and how many of its rows and lines are no use.
 */
public final class CatalogDescription {

  /** Malformed lines that are shown; the others are only counted. */
  private static final int EXAMPLES = 5;

  private static final int EXAMPLE_LENGTH = 60;

  private final Catalog catalog;
  private final TableInput input;
  private final AstrometryChoice choice;
  private final List<String> noted = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  private CatalogDescription(Catalog catalog, TableInput input, AstrometryChoice choice) {
    this.catalog = catalog;
    this.input = input;
    this.choice = choice;
  }

  /** Lines that describe a catalog of sources, with the columns of its errors and motions. */
  public static List<String> ofSources(
      SparkSession spark, TableInput input, ColumnChoice choice, AstrometryChoice astrometry) {
    Catalog catalog = CatalogReader.read(spark, input, choice);
    SourceTable sources = CatalogReader.sources(catalog, input, choice);
    CatalogDescription description = new CatalogDescription(catalog, input, astrometry);
    description.noted.addAll(sources.notes());
    return description.of(sources.roles(), sources.rows());
  }

  /**
   * Lines that describe a catalog of spectra, or of any partners where it has no class, with the
   * columns of its errors and motions.
   */
  public static List<String> ofSpectra(
      SparkSession spark, TableInput input, ColumnChoice choice, SpectrumTable.Cuts cuts) {
    return ofSpectra(spark, input, choice, cuts, AstrometryChoice.BY_KNOWN_NAMES);
  }

  /** {@link #ofSpectra} with the columns of errors and motions. */
  public static List<String> ofSpectra(
      SparkSession spark,
      TableInput input,
      ColumnChoice choice,
      SpectrumTable.Cuts cuts,
      AstrometryChoice astrometry) {
    Catalog catalog = CatalogReader.read(spark, input, choice);
    CatalogDescription description = new CatalogDescription(catalog, input, astrometry);
    ClassColumn sourceClass = ClassColumn.of(catalog.rows(), input, choice);
    description.noted.add(sourceClass.why());
    if (sourceClass.column().isEmpty()) {
      SourceTable sources = CatalogReader.sources(catalog, input, choice);
      description.noted.addAll(sources.notes());
      return description.of(sources.roles(), sources.rows());
    }
    ColumnChoice labelled = choice.labelledBy(sourceClass.column().get());
    SpectrumTable spectra = CatalogReader.spectra(catalog, input, labelled, cuts);
    description.noted.addAll(spectra.notes());
    return description.of(spectra.roles(), spectra.rows());
  }

  /**
   * @param rows the catalog's rows with {@code ra} and {@code dec}
   */
  private List<String> of(List<String> roles, Dataset<Row> rows) {
    StructType schema = catalog.rows().schema();
    List<Row> faults =
        rows.groupBy(SourceTable.positionFault())
            .agg(count(lit(1)))
            .orderBy(count(lit(1)))
            .collectAsList();
    add(
        "%s: %s, %,d rows, %d columns",
        input,
        catalog.format().title(),
        faults.stream().mapToLong(row -> row.getLong(1)).sum(),
        schema.length());
    List<KnownArchive> archives = KnownArchive.fitting(schema);
    if (!archives.isEmpty()) {
      add("  archive: %s", KnownArchive.titles(archives));
    }
    for (StructField field : schema.fields()) {
      add("  %-24s %s%s", field.name(), field.dataType().simpleString(), unit(field.metadata()));
    }
    catalog.notes().forEach(note -> add("  note: %s", note));
    noted.forEach(note -> add("  note: %s", note));
    add("  %s; %s", String.join(", ", roles), positions(faults));
    Astrometry.of(schema, input, choice).roles().forEach(role -> add("  %s", role));
    catalog.malformed().ifPresent(this::addMalformed);
    return lines;
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
    add("  malformed lines, left out: %,d", count);
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
    lines.add(String.format(Locale.ROOT, line, values));
  }
}
