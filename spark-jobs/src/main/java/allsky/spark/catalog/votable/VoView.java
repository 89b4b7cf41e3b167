package allsky.spark.catalog.votable;

import allsky.spark.catalog.text.TextTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/** One and the same table of some VOTable files as a table of Spark. */
public final class VoView implements Table, SupportsRead {

  private static final StructType MALFORMED =
      new StructType()
          .add(TextTable.LINE, DataTypes.StringType)
          .add(TextTable.REASON, DataTypes.StringType);

  private final List<FileStatus> files;
  private final VoTable table;
  private final boolean malformed;

  private VoView(List<FileStatus> files, VoTable table, boolean malformed) {
    this.files = files;
    this.table = table;
    this.malformed = malformed;
  }

  /** The rows whose cells are all values of their columns, or null. */
  public static Dataset<Row> rows(SparkSession spark, List<FileStatus> files, VoTable table) {
    return dataset(spark, new VoView(files, table, false));
  }

  /** The rows that do not fit the columns, in the columns of {@link TextTable#malformed}. */
  public static Dataset<Row> malformed(SparkSession spark, List<FileStatus> files, VoTable table) {
    return dataset(spark, new VoView(files, table, true));
  }

  private static Dataset<Row> dataset(SparkSession spark, VoView view) {
    return Dataset.ofRows(spark, DataSourceV2Relation.create(view, Option.empty(), Option.empty()));
  }

  @Override
  public String name() {
    return "votable " + files.get(0).getPath();
  }

  // Deprecated, and the only way that Spark 3.5 leaves: it is abstract.
  @SuppressWarnings("deprecation")
  @Override
  public StructType schema() {
    return malformed ? MALFORMED : table.schema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new VoScan(files, table, malformed, schema());
  }
}
