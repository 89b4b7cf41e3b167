package allsky.spark.catalog.votable;

import allsky.spark.catalog.files.BlockHosts;
import allsky.spark.catalog.files.ColumnScan;
import allsky.spark.catalog.text.TextTable;
import java.io.IOException;
import java.util.ArrayList;
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
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/** A Spark table over the same table of several VOTable files. */
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

  /** The rows in which each cell is null or a value of its column's type. */
  public static Dataset<Row> rows(SparkSession spark, List<FileStatus> files, VoTable table) {
    return dataset(spark, new VoView(files, table, false));
  }

  /** The malformed rows, in the columns of {@link TextTable#malformed}. */
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

  // Deprecated, but abstract in Spark 3.5, so it must be implemented.
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
    return new ColumnScan<>(schema(), this::tasks, rows(table, malformed));
  }

  /** XML can only be read from its start, so each file is one task. */
  private List<VoFile> tasks(Configuration hadoop) throws IOException {
    List<VoFile> tasks = new ArrayList<>();
    boolean hasRows = table.data() != VoTable.Data.NONE;
    for (FileStatus file : hasRows ? files : List.<FileStatus>of()) {
      List<String> hosts = BlockHosts.of(file, 0, file.getLen(), hadoop);
      tasks.add(new VoFile(file.getPath().toString(), hosts));
    }
    return tasks;
  }

  private static ColumnScan.Rows<VoFile> rows(VoTable table, boolean malformed) {
    return (file, wanted, hadoop) -> new VoRows(file.path(), table, malformed, wanted, hadoop);
  }

  /**
   * One file.
   *
   * @param hosts the hosts of its first bytes; empty if the file system does not report them
   */
  private record VoFile(String path, List<String> hosts) implements InputPartition {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] preferredLocations() {
      return hosts.toArray(new String[0]);
    }
  }
}
