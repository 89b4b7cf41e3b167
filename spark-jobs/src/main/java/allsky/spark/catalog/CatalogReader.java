package allsky.spark.catalog;

import allsky.Causes;
import allsky.UserError;
import allsky.spark.catalog.files.CatalogFiles;
import allsky.spark.catalog.files.CatalogFormat;
import allsky.spark.catalog.files.FolderColumns;
import allsky.spark.catalog.fits.FitsTableChoice;
import allsky.spark.catalog.fits.FitsTableSource;
import allsky.spark.catalog.hats.HatsCatalog;
import allsky.spark.catalog.parquet.ParquetSchemas;
import allsky.spark.catalog.text.TextTable;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.Columns;
import allsky.spark.columns.KeyColumn;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.ColonInName;
import allsky.spark.fault.LibraryFault;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads a catalog from a file or folder, and detects its format. */
public final class CatalogReader {

  private CatalogReader() {}

  /**
   * Reads a catalog without assigning roles to its columns.
   *
   * @throws allsky.UserError if the file or folder does not exist, or is not a catalog
   */
  public static Catalog read(SparkSession spark, TableInput input) {
    return read(spark, input, ColumnChoice.BY_KNOWN_NAMES);
  }

  /**
   * Reads a catalog without assigning roles to its columns.
   *
   * @param choice the columns that the user names; they select the table in a file with several
   *     tables
   * @throws allsky.UserError as {@link #read(SparkSession, TableInput)}
   */
  public static Catalog read(SparkSession spark, TableInput input, ColumnChoice choice) {
    CatalogFiles files = new CatalogFiles(input, spark.sparkContext().hadoopConfiguration());
    try {
      CatalogFormat format = new FormatFinder(files).format();
      return switch (format) {
        case PARQUET -> parquet(spark, files);
        case HATS -> hats(spark, files);
        case CSV -> new TextCatalogs(spark, files).csv();
        case ECSV -> new TextCatalogs(spark, files).ecsv();
        case IPAC -> new TextCatalogs(spark, files).ipac();
        case ALLWISE_BULK -> new TextCatalogs(spark, files).allwiseBulk();
        case VOTABLE -> new VoTableCatalogs(spark, files, choice).catalog();
        case FITS -> fits(spark, files, choice);
      };
    } catch (UserError e) {
      throw e;
    } catch (Exception e) {
      // Scala methods throw checked exceptions without declaring them.
      throw userError(e)
          .orElseGet(
              () ->
                  files.unreadable(
                      ColonInName.reason(e).orElseGet(() -> LibraryFault.reason(e)), e));
    }
  }

  /**
   * Reads sources: a catalog, a table of matches, or a list of positions. If a table of text or XML
   * has no column that can be a key, the row number becomes the key, {@value SourceTable#ROW}.
   */
  public static SourceTable sources(SparkSession spark, TableInput input, ColumnChoice choice) {
    return sources(read(spark, input, choice), input, choice);
  }

  /** Assigns the roles of sources to the columns of a catalog. */
  public static SourceTable sources(Catalog catalog, TableInput input, ColumnChoice choice) {
    ColumnChoice columns = choice.orElse(catalog.itsColumns());
    KeyColumn key = SourceTable.key(catalog.chosenRows(input), input, columns);
    SourceTable table =
        SourceTable.of(withKey(catalog, key, input), input, keyed(catalog, key, columns));
    for (String note : notes(catalog, key)) {
      table = table.noting(note);
    }
    return table;
  }

  /** Assigns the roles of spectra to the columns of a catalog. */
  public static SpectrumTable spectra(
      Catalog catalog, TableInput input, ColumnChoice choice, SpectrumTable.Cuts cuts) {
    ColumnChoice columns = choice.orElse(catalog.itsColumns());
    KeyColumn key = SpectrumTable.key(catalog.chosenRows(input), input, columns);
    SpectrumTable table =
        SpectrumTable.of(withKey(catalog, key, input), input, keyed(catalog, key, columns), cuts);
    for (String note : notes(catalog, key)) {
      table = table.noting(note);
    }
    return table;
  }

  /** The notes that every job prints on the reading of a catalog and on its key. */
  private static List<String> notes(Catalog catalog, KeyColumn key) {
    List<String> notes = new ArrayList<>(catalog.told());
    key.note().ifPresent(note -> notes.add(numbered(catalog, key, note)));
    return notes;
  }

  /**
   * Checks that a catalog has a row with a valid position, unless it has no rows.
   *
   * @param rows the catalog's rows with {@code ra} and {@code dec}
   * @throws UserError if all lines are malformed or no position is valid, with their counts
   */
  public static void requirePosition(Catalog catalog, Dataset<Row> rows, TableInput input) {
    if (!rows.filter(SourceTable.isValidPosition()).isEmpty()) {
      return;
    }
    List<String> faults = new ArrayList<>();
    Columns.<String>counts(rows, SourceTable.positionFault())
        .forEach((fault, count) -> faults.add(String.format(Locale.ROOT, "%,d %s", count, fault)));
    boolean isOutOfTurn =
        faults.stream().anyMatch(fault -> fault.contains(SourceTable.RA_OUT_OF_RANGE));
    catalog.malformed().ifPresent(lines -> addMalformed(lines, faults));
    if (!faults.isEmpty()) {
      throw new UserError(
          String.format(
              "Cannot read %s (%s): no row has a valid position: %s; use --describe to see the"
                  + " columns, and %s and %s to name other ones%s.",
              input,
              catalog.format().title(),
              String.join(", ", faults),
              input.columnOption("ra"),
              input.columnOption("dec"),
              isOutOfTurn ? ", or --wrap-ra to accept right ascensions outside 0 to 360" : ""));
    }
  }

  private static void addMalformed(Dataset<Row> lines, List<String> faults) {
    long count = lines.count();
    if (count > 0) {
      String reason = lines.first().getAs(TextTable.REASON);
      faults.add(String.format(Locale.ROOT, "%,d malformed ('%s')", count, reason));
    }
  }

  /** The rows that count. Rows are numbered before others are left out. */
  private static Dataset<Row> withKey(Catalog catalog, KeyColumn key, TableInput input) {
    return isNumbered(catalog, key)
        ? catalog.choice().of(withRowNumbers(catalog.rows()), input)
        : catalog.chosenRows(input);
  }

  private static ColumnChoice keyed(Catalog catalog, KeyColumn key, ColumnChoice columns) {
    return isNumbered(catalog, key) ? KeyColumn.numbered(columns) : key.in(columns);
  }

  private static String numbered(Catalog catalog, KeyColumn key, String note) {
    return isNumbered(catalog, key)
        ? "rows are numbered in the column " + SourceTable.ROW + ": " + note
        : note;
  }

  private static boolean isNumbered(Catalog catalog, KeyColumn key) {
    return key.column().isEmpty() && catalog.format().isNumbered();
  }

  private static Catalog parquet(SparkSession spark, CatalogFiles files) throws IOException {
    List<FileStatus> tables = files.tables();
    List<String> skipped = files.below().skipped();
    ParquetSchemas.Reading reading = new ParquetSchemas(files, spark).reading(files.path(), tables);
    String path = reading.place().of(files.path()).toString();
    String[] paths = skipped.isEmpty() ? new String[] {path} : pathsOf(tables, reading.place());
    List<String> notes = new ArrayList<>(reading.notes());
    Dataset<Row> rows = ParquetFiles.read(reading.of(parquetReader(spark, path, paths)), paths);
    FolderColumns folders = FolderColumns.of(files.status().getPath(), tables);
    List<StructField> changed = folders.changedIn(rows.schema());
    if (!changed.isEmpty()) {
      StructType schema = FolderColumns.withTexts(rows.schema(), changed);
      rows = ParquetFiles.read(parquetReader(spark, path, paths).schema(schema), paths);
      notes.add(folders.note(changed));
    }
    return new Catalog(
        CatalogFormat.PARQUET, rows, ColumnChoice.BY_KNOWN_NAMES, notes, Optional.empty(), skipped);
  }

  private static String[] pathsOf(List<FileStatus> tables, ParquetSchemas.Place place)
      throws IOException {
    List<String> paths = new ArrayList<>();
    for (FileStatus table : tables) {
      paths.add(place.of(table.getPath()).toString());
    }
    return paths.toArray(String[]::new);
  }

  /** Spark makes columns from the names of folders below the base path. */
  private static DataFrameReader parquetReader(SparkSession spark, String path, String... paths) {
    boolean isSinglePath = paths.length == 1 && paths[0].equals(path);
    return isSinglePath ? spark.read() : spark.read().option("basePath", path);
  }

  private static Catalog hats(SparkSession spark, CatalogFiles files) throws IOException {
    ParquetSchemas.Reading reading =
        new ParquetSchemas(files, spark).reading(files.hatsDataset(), files.cells());
    Path catalog = reading.place().of(files.path());
    Dataset<Row> rows =
        HatsCatalog.rows(spark, reading.of(spark.read()), catalog, reading.isMerged());
    List<String> notes = new ArrayList<>(files.hatsNotes());
    notes.addAll(reading.notes());
    Properties properties = files.hatsProperties();
    ColumnChoice itsColumns =
        ColumnChoice.ofNullable(
            properties.getProperty("hats_col_ra"),
            properties.getProperty("hats_col_dec"),
            null,
            null);
    return new Catalog(CatalogFormat.HATS, rows, itsColumns, notes, Optional.empty());
  }

  private static Catalog fits(SparkSession spark, CatalogFiles files, ColumnChoice choice) {
    FitsTableChoice.Chosen table =
        FitsTableChoice.of(files, choice, spark.sparkContext().hadoopConfiguration());
    Dataset<Row> rows =
        spark
            .read()
            .format(FitsTableSource.class.getName())
            .option(FitsTableSource.OFFSET, table.offset())
            .load(files.path().toString());
    return new Catalog(
        CatalogFormat.FITS,
        rows,
        ColumnChoice.BY_KNOWN_NAMES,
        table.notes(),
        Optional.empty(),
        table.told());
  }

  private static Dataset<Row> withRowNumbers(Dataset<Row> rows) {
    StructType schema =
        new StructType(
            new StructField[] {
              DataTypes.createStructField(SourceTable.ROW, DataTypes.LongType, false)
            });
    for (StructField field : rows.schema().fields()) {
      schema = schema.add(field);
    }
    JavaRDD<Row> numbered =
        rows.toJavaRDD()
            .zipWithIndex()
            .map(
                pair -> {
                  List<Object> values = new ArrayList<>(pair._1.size() + 1);
                  values.add(pair._2 + 1);
                  for (int i = 0; i < pair._1.size(); i++) {
                    values.add(pair._1.get(i));
                  }
                  return RowFactory.create(values.toArray());
                });
    return rows.sparkSession().createDataFrame(numbered, schema);
  }

  /** The user error that a task threw, from the causes of Spark's exception. */
  private static Optional<UserError> userError(Throwable e) {
    return Causes.of(e).filter(UserError.class::isInstance).map(UserError.class::cast).findFirst();
  }
}
