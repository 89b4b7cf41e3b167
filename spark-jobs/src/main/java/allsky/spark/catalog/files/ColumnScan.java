package allsky.spark.catalog.files;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A Spark scan of some columns of files. The format plans the tasks and opens what each task reads.
 *
 * @param <P> the part of the input that a task reads
 */
public final class ColumnScan<P extends InputPartition>
    implements SupportsPushDownRequiredColumns, Scan, Batch {

  private final Plan<P> plan;
  private final Rows<P> rows;
  private StructType wanted;

  /**
   * @param schema all columns
   */
  public ColumnScan(StructType schema, Plan<P> plan, Rows<P> rows) {
    this.wanted = schema;
    this.plan = plan;
    this.rows = rows;
  }

  /** Lists the partitions, on the driver. */
  @FunctionalInterface
  public interface Plan<P> {
    List<P> partitions(Configuration hadoop) throws IOException;
  }

  /** Opens one partition, on an executor. */
  @FunctionalInterface
  public interface Rows<P> extends Serializable {

    /**
     * @param wanted the names of the columns to read, in the order of the rows' values
     */
    PartitionReader<InternalRow> open(P partition, List<String> wanted, Configuration hadoop)
        throws IOException;
  }

  @Override
  public void pruneColumns(StructType required) {
    wanted = required;
  }

  @Override
  public Scan build() {
    return this;
  }

  @Override
  public StructType readSchema() {
    return wanted;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    try {
      return plan.partitions(hadoop()).toArray(new InputPartition[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    List<String> names = List.of(wanted.fieldNames());
    return new ReaderFactory<>(rows, names, new SerializableConfiguration(hadoop()));
  }

  private static Configuration hadoop() {
    return SparkSession.active().sessionState().newHadoopConf();
  }

  private record ReaderFactory<P extends InputPartition>(
      Rows<P> rows, List<String> wanted, SerializableConfiguration hadoop)
      implements PartitionReaderFactory {

    @Override
    @SuppressWarnings("unchecked")
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      try {
        return rows.open((P) partition, wanted, hadoop.value());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
