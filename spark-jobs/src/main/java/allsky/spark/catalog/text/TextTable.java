package allsky.spark.catalog.text;

import allsky.spark.catalog.files.ColumnScan;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/** A Spark table over text files with one layout: the rows, or the malformed lines. */
public final class TextTable implements Table, SupportsRead {

  /** The malformed line's text. */
  public static final String LINE = "line";

  /** Why the line is malformed, as text for users. */
  public static final String REASON = "reason";

  private static final StructType MALFORMED =
      new StructType().add(LINE, DataTypes.StringType).add(REASON, DataTypes.StringType);

  private final List<FileStatus> files;
  private final LineLayout layout;
  private final boolean malformed;

  private TextTable(List<FileStatus> files, LineLayout layout, boolean malformed) {
    this.files = files;
    this.layout = layout;
    this.malformed = malformed;
  }

  /** The valid rows: each field is null or a value of its column's type. */
  public static Dataset<Row> rows(SparkSession spark, List<FileStatus> files, LineLayout layout) {
    return dataset(spark, new TextTable(files, layout, false));
  }

  /** The malformed lines, in the columns {@value #LINE} and {@value #REASON}. */
  public static Dataset<Row> malformed(
      SparkSession spark, List<FileStatus> files, LineLayout layout) {
    return dataset(spark, new TextTable(files, layout, true));
  }

  /** Opens the table directly, because the options of a named data source cannot carry a layout. */
  private static Dataset<Row> dataset(SparkSession spark, TextTable table) {
    return Dataset.ofRows(
        spark, DataSourceV2Relation.create(table, Option.empty(), Option.empty()));
  }

  @Override
  public String name() {
    return "text " + files.get(0).getPath();
  }

  // Deprecated, but abstract in Spark 3.5, so it must be implemented.
  @SuppressWarnings("deprecation")
  @Override
  public StructType schema() {
    return malformed ? MALFORMED : layout.schema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new ColumnScan<>(
        schema(), this::ranges, malformed ? malformedRows(layout) : rows(layout));
  }

  private List<FileRange> ranges(Configuration hadoop) throws IOException {
    return FileRange.of(files, SQLConf.get().filesMaxPartitionBytes(), hadoop);
  }

  private static ColumnScan.Rows<FileRange> rows(LineLayout layout) {
    return (range, wanted, hadoop) ->
        new TextRows(new FileLines(range, layout, hadoop), layout, wanted);
  }

  private static ColumnScan.Rows<FileRange> malformedRows(LineLayout layout) {
    return (range, wanted, hadoop) ->
        new MalformedRows(new FileLines(range, layout, hadoop), wanted);
  }
}
