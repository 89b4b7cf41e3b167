package allsky.spark.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** A read of some columns of a FITS binary table, cut into ranges of rows. */
final class FitsTableScan implements SupportsPushDownRequiredColumns, Scan, Batch {

  /** Enough to make opening the file cheap, and small enough for a few hundred tasks a catalog. */
  private static final long RANGE_BYTES = 16L << 20;

  private final FitsTableHeader header;
  private final Configuration hadoop;
  private StructType wanted;

  FitsTableScan(FitsTableHeader header, Configuration hadoop) {
    this.header = header;
    this.hadoop = hadoop;
    this.wanted = header.schema();
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
    long rowsInRange = Math.max(1, RANGE_BYTES / Math.max(1, header.rowBytes()));
    List<InputPartition> ranges = new ArrayList<>();
    for (long first = 0; first < header.rowCount(); first += rowsInRange) {
      ranges.add(new RowRange(first, Math.min(rowsInRange, header.rowCount() - first)));
    }
    return ranges.toArray(new InputPartition[0]);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    List<FitsColumn> columns = Arrays.stream(wanted.fieldNames()).map(header::column).toList();
    return new ReaderFactory(header, columns, new SerializableConfiguration(hadoop));
  }

  /** Rows first to first + count - 1 of the table. */
  record RowRange(long first, long count) implements InputPartition {}

  private record ReaderFactory(
      FitsTableHeader header, List<FitsColumn> columns, SerializableConfiguration hadoop)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition range) {
      return new FitsTableRows(header, columns, (RowRange) range, hadoop.value());
    }
  }
}
