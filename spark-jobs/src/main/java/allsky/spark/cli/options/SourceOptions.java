package allsky.spark.cli.options;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.catalog.Catalog;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.TableInput;
import allsky.spark.table.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine.Option;

/** The options that name the sources and their columns. */
@Heading.Under(Heading.INPUT)
public final class SourceOptions {

  @InputPath
  @Option(
      names = "--sources",
      required = true,
      paramLabel = "PATH",
      description =
          "Input sources: a table of matches (crossmatch), a catalog (Parquet, HATS, "
              + "FITS, VOTable, IPAC, AllWISE bulk files, CSV, ECSV), or a CSV file with the "
              + "columns ra and dec.")
  public String path;

  @Option(
      names = "--hdu",
      paramLabel = "N",
      description =
          "Which table of a FITS file or VOTable to read. FITS: the HDU number (the "
              + "primary HDU is 0) or the EXTNAME. VOTable: the table number from 1, or the "
              + "table name. Default: the first table with positions. --sources FILE#N does the "
              + "same.")
  String hdu;

  @Heading.Under(Heading.COLUMNS)
  @Option(
      names = "--ra-column",
      paramLabel = "NAME",
      description =
          "Column with the right ascension. A number is in degrees unless the column "
              + "has a unit. A text can be sexagesimal, in hours. Default: found by its name.")
  String ra;

  @Heading.Under(Heading.COLUMNS)
  @Option(
      names = "--dec-column",
      paramLabel = "NAME",
      description =
          "Column with the declination. A number is in degrees unless the column has a "
              + "unit. A text can be sexagesimal, in degrees. Default: found by its name.")
  String dec;

  @Heading.Under(Heading.COLUMNS)
  @Option(
      names = "--key-column",
      paramLabel = "NAME",
      description =
          "Column that identifies a source. Default: cntr, source_id, designation or "
              + "another known name. If there is none: the first column that looks like a key "
              + "and has unique values. If there is none: the row number.")
  String key;

  @Option(
      names = "--wrap-ra",
      description =
          "Also accept right ascensions outside 0 to 360 degrees, such as -180 to 180, "
              + "and wrap them into that range. Without this option their rows are rejected, "
              + "except for rounding errors at 0 and 360.")
  public boolean wrapRa;

  /**
   * @throws allsky.UserError if the input is no catalog, or none of its rows has a position
   */
  public SourceTable read(SparkSession spark) {
    TableInput input = input();
    Catalog catalog = CatalogReader.read(spark, input, choice());
    SourceTable table = CatalogReader.sources(catalog, input, choice());
    CatalogReader.requirePosition(catalog, table.rows(), input);
    return table;
  }

  /**
   * Reads the sources, as {@link #read(SparkSession)}.
   *
   * @param log takes what a user should know of the catalog, a line each
   */
  public SourceTable read(SparkSession spark, Consumer<String> log) {
    SourceTable table = read(spark);
    table.notes().forEach(note -> log.accept(input() + ": " + note));
    return table;
  }

  public TableInput input() {
    return TableInput.sources(path).withHdu(hdu);
  }

  public ColumnChoice choice() {
    return ColumnChoice.ofNullable(ra, dec, key, null).wrappingRa(wrapRa);
  }

  /** The tile of each source that the catalog names, or null. */
  public Column coaddId(SourceTable table) {
    return table.column(SourceTable.COADD_ID).isPresent()
        ? col(SourceTable.COADD_ID)
        : lit(null).cast("string");
  }

  /** The key, and the named columns that the sources have, in any case, by their own names. */
  public List<StructField> carried(SourceTable table, List<String> names) {
    List<StructField> fields = new ArrayList<>();
    fields.add(table.rows().schema().apply(table.keyColumn()));
    names.stream()
        .filter(name -> !name.equalsIgnoreCase(table.keyColumn()))
        .flatMap(name -> table.column(name).stream())
        .forEach(fields::add);
    return fields;
  }
}
