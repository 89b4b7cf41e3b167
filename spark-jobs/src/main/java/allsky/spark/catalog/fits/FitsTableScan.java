package allsky.spark.catalog.fits;

import allsky.spark.catalog.files.BlockHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
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
    long rowsInRange = rowsInRange();
    List<InputPartition> ranges = new ArrayList<>();
    try {
      Path path = new Path(header.path());
      FileStatus file = path.getFileSystem(hadoop).getFileStatus(path);
      for (long first = 0; first < header.rowCount(); first += rowsInRange) {
        long count = Math.min(rowsInRange, header.rowCount() - first);
        long start = header.dataOffset() + first * header.rowBytes();
        List<String> hosts = BlockHosts.of(file, start, count * header.rowBytes(), hadoop);
        ranges.add(new RowRange(first, count, hosts));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ranges.toArray(new InputPartition[0]);
  }

  /** A packed file is unpacked from its start: one task reads all of it. */
  private long rowsInRange() {
    return header.packed()
        ? Math.max(1, header.rowCount())
        : Math.max(1, RANGE_BYTES / header.rowBytes());
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    List<FitsColumn> columns = Arrays.stream(wanted.fieldNames()).map(header::column).toList();
    return new ReaderFactory(header, columns, new SerializableConfiguration(hadoop));
  }

  /**
   * Rows first to first + count - 1 of the table.
   *
   * @param hosts where they lie; empty where the file system does not say
   */
  record RowRange(long first, long count, List<String> hosts) implements InputPartition {

    @Override
    public String[] preferredLocations() {
      return hosts.toArray(new String[0]);
    }
  }

  private record ReaderFactory(
      FitsTableHeader header, List<FitsColumn> columns, SerializableConfiguration hadoop)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition range) {
      return new FitsTableRows(header, columns, (RowRange) range, hadoop.value());
    }
  }
}
