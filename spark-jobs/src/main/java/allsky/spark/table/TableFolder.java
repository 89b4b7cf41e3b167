package allsky.spark.table;

import allsky.spark.columns.Columns;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table as an output folder holds it: Parquet files, zstd, each with the run's identity in its
 * footer. Spark keeps no key-value pairs of its own in a footer but it keeps the columns' metadata,
 * so the identity is the entry {@code allsky.run} of the first column.
 */
public final class TableFolder {

  private static final String IDENTITY = "allsky.run";

  private TableFolder() {}

  /**
   * Writes rows into a folder that {@link OutputFolder#startAfresh} made ready. The caller marks
   * the folder as whole with {@link OutputFolder#finish()} when everything of it is written.
   */
  public static void write(Dataset<Row> rows, OutputFolder folder, RunIdentity identity) {
    identified(rows, identity)
        .write()
        // Append leaves _run.json alone; the folder is known to hold no table yet.
        .mode(SaveMode.Append)
        .option("compression", "zstd")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(folder.path());
  }

  /**
   * Writes one part of a table into a folder of its own, such as {@code wave=00003}, and replaces
   * what an interrupted run left there. The caller marks it as whole with {@link
   * OutputFolder#finish(String)}.
   */
  public static void writePart(
      Dataset<Row> rows, OutputFolder folder, String part, RunIdentity identity) {
    identified(rows, identity)
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", "zstd")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(folder.path() + "/" + part);
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
   * Puts a schema's metadata (units, descriptions, the tensor's shape) back onto rows that were
   * made in Java: Spark's encoders forget it.
   */
  public static Dataset<Row> described(Dataset<Row> rows, StructType schema) {
    Column[] columns = new Column[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      StructField field = schema.fields()[i];
      columns[i] = Columns.named(field.name()).as(field.name(), field.metadata());
    }
    return rows.select(columns);
  }

  /** Who made a table, where its first column says so. */
  public static Optional<RunIdentity> identity(StructType schema) {
    for (StructField field : schema.fields()) {
      if (field.metadata().contains(IDENTITY)) {
        return RunIdentity.parseIfOne(field.metadata().getString(IDENTITY));
      }
    }
    return Optional.empty();
  }

  /** The rows with the run's identity in their first column's metadata. */
  public static Dataset<Row> identified(Dataset<Row> rows, RunIdentity identity) {
    StructField[] fields = rows.schema().fields();
    Column[] columns = new Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      MetadataBuilder metadata =
          new MetadataBuilder().withMetadata(fields[i].metadata()).remove(IDENTITY);
      if (i == 0) {
        metadata.putString(IDENTITY, identity.toJson());
      }
      columns[i] = Columns.named(fields[i].name()).as(fields[i].name(), metadata.build());
    }
    return rows.select(columns);
  }
}
