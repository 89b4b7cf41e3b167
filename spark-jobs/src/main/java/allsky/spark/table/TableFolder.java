package allsky.spark.table;

import allsky.UserError;
import allsky.spark.columns.Columns;
import allsky.spark.fault.Storage;
import allsky.spark.files.AtomicFile;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.table.votable.VoParquetFormat;
import allsky.spark.table.votable.VoTerms;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes tables to output folders: Parquet files with zstd compression and the identity of the run
 * in their footers, as the entry {@code allsky.run} of the first column's metadata. Each footer
 * also describes the columns as a VOTable ({@link VoParquetFormat}).
 */
public final class TableFolder {

  private static final String PARQUET = ".parquet";

  private static final String VO_PARQUET = VoParquetFormat.class.getName();

  /** The setting of Parquet's writer, followed by a column. */
  private static final String DICTIONARY_OF = "parquet.enable.dictionary#";

  /** The ending of the files of a table inside another table's folder. */
  public static final String SECOND_TABLE = ".parq";

  private TableFolder() {}

  /**
   * Writes rows into a folder that {@link OutputFolder#startAfresh} made ready. The caller marks
   * the folder as complete with {@link OutputFolder#finish()} when everything is written.
   */
  public static void write(Dataset<Row> rows, OutputFolder folder, RunIdentity identity) {
    write(rows, folder, identity, List.of());
  }

  /**
   * The same, without dictionaries for some columns. A dictionary of values that hardly repeat
   * takes time and saves nothing.
   */
  public static void write(
      Dataset<Row> rows, OutputFolder folder, RunIdentity identity, List<String> hardlyRepeated) {
    Map<String, String> options = new HashMap<>();
    hardlyRepeated.forEach(column -> options.put(DICTIONARY_OF + column, "false"));
    identified(rows, identity)
        .write()
        .format(VO_PARQUET)
        .options(options)
        // Append does not delete _run.json; the folder has no table yet.
        .mode(SaveMode.Append)
        .option("compression", "zstd")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .save(folder.path());
  }

  /**
   * Writes one part of a table into its own folder, such as {@code wave=00003}, and replaces the
   * part of an interrupted run. The caller marks it as complete with {@link
   * OutputFolder#finish(String)}.
   */
  public static void writePart(
      Dataset<Row> rows, OutputFolder folder, String part, RunIdentity identity) {
    identified(rows, identity)
        .write()
        .format(VO_PARQUET)
        .mode(SaveMode.Overwrite)
        .option("compression", "zstd")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .save(folder.path() + "/" + part);
  }

  /**
   * Writes a second table into a folder of an output. Its files end in {@value #SECOND_TABLE}, so
   * that a recursive glob for {@code *.parquet} finds the files of the first table only. Spark,
   * pyarrow and allsky read the folder as they read any other.
   */
  public static void writeSecond(
      Dataset<Row> rows, OutputFolder folder, String name, RunIdentity identity) {
    writePart(rows, folder, name, identity);
    Path table = new Path(folder.path(), name);
    try {
      FileSystem files =
          table.getFileSystem(rows.sparkSession().sparkContext().hadoopConfiguration());
      for (FileStatus file : files.listStatus(table)) {
        String ofSpark = file.getPath().getName();
        if (ofSpark.endsWith(PARQUET)) {
          String ours = ofSpark.substring(0, ofSpark.length() - PARQUET.length()) + SECOND_TABLE;
          AtomicFile.rename(files, file.getPath(), new Path(table, ours));
        }
      }
    } catch (IOException e) {
      throw new UserError("Cannot write --output " + folder.given() + ": " + Storage.reason(e), e);
    }
  }

  /** True for the name of a file of a table. */
  public static boolean isTableFile(String name) {
    return name.endsWith(PARQUET) || name.endsWith(SECOND_TABLE);
  }

  /** Writes rows of one partition as the one Parquet file of an empty folder. */
  public static void writeOneFile(Dataset<Row> rows, String folder) {
    rows.write()
        .mode(SaveMode.Append)
        .option("compression", "zstd")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(folder);
  }

  /**
   * Adds the metadata of a schema (units, descriptions, the tensor's shape) to rows that were made
   * in Java, because Spark's encoders drop it.
   */
  public static Dataset<Row> described(Dataset<Row> rows, StructType schema) {
    Column[] columns = new Column[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      StructField field = schema.fields()[i];
      columns[i] = Columns.named(field.name()).as(field.name(), field.metadata());
    }
    return rows.select(columns);
  }

  /** The identity of the run that made a table, if its first column has it. */
  public static Optional<RunIdentity> identity(StructType schema) {
    return VoParquetFormat.identity(schema);
  }

  /**
   * The rows with the run's identity in their first column's metadata, and with the UCDs of the
   * columns of catalogs.
   */
  public static Dataset<Row> identified(Dataset<Row> rows, RunIdentity identity) {
    StructField[] fields = rows.schema().fields();
    Column[] columns = new Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      MetadataBuilder metadata =
          new MetadataBuilder()
              .withMetadata(VoTerms.described(fields[i]).metadata())
              .remove(VoParquetFormat.IDENTITY);
      if (i == 0) {
        metadata.putString(VoParquetFormat.IDENTITY, identity.toJson());
      }
      columns[i] = Columns.named(fields[i].name()).as(fields[i].name(), metadata.build());
    }
    return rows.select(columns);
  }
}
