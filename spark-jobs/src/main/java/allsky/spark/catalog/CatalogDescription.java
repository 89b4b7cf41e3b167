package allsky.spark.catalog;

import allsky.spark.table.ColumnChoice;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import allsky.spark.table.TableInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** Tells what a catalog is taken for: its format, its columns and the roles they play. */
public final class CatalogDescription {

  private CatalogDescription() {}

  /** Lines that describe a catalog of sources. */
  public static List<String> ofSources(SparkSession spark, TableInput input, ColumnChoice choice) {
    Catalog catalog = CatalogReader.read(spark, input);
    SourceTable sources = CatalogReader.sources(catalog, input, choice);
    return lines(catalog, input, sources.roles(), sources.rows());
  }

  /** Lines that describe a catalog of spectra, or of any partners where it has no class. */
  public static List<String> ofSpectra(
      SparkSession spark, TableInput input, ColumnChoice choice, SpectrumTable.Cuts cuts) {
    Catalog catalog = CatalogReader.read(spark, input);
    if (!SpectrumTable.hasClass(catalog.rows(), input, choice)) {
      return ofSources(spark, input, choice);
    }
    SpectrumTable spectra = CatalogReader.spectra(catalog, input, choice, cuts);
    return lines(catalog, input, spectra.roles(), spectra.rows());
  }

  private static List<String> lines(
      Catalog catalog, TableInput input, List<String> roles, Dataset<Row> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d rows, %d columns",
            input,
            catalog.format().title(),
            catalog.rows().count(),
            catalog.rows().columns().length));
    for (StructField field : catalog.rows().schema().fields()) {
      lines.add(
          String.format(Locale.ROOT, "  %-24s %s", field.name(), field.dataType().simpleString()));
    }
    catalog.notes().forEach(note -> lines.add("  note: " + note));
    long positions = rows.filter(SourceTable.isValidPosition()).count();
    lines.add(
        String.format(
            Locale.ROOT, "  %s; %,d valid positions", String.join(", ", roles), positions));
    return lines;
  }
}
