package allsky.spark.catalog.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** A read of some columns of text files, cut into ranges of bytes. */
final class TextTableScan implements SupportsPushDownRequiredColumns, Scan, Batch {

  private final List<FileStatus> files;
  private final LineLayout layout;
  private final boolean malformed;
  private StructType wanted;

  TextTableScan(List<FileStatus> files, LineLayout layout, boolean malformed, StructType schema) {
    this.files = files;
    this.layout = layout;
    this.malformed = malformed;
    this.wanted = schema;
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
      long rangeBytes = SQLConf.get().filesMaxPartitionBytes();
      return FileRange.of(files, rangeBytes, hadoop()).toArray(new InputPartition[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new ReaderFactory(
        layout,
        malformed,
        Arrays.asList(wanted.fieldNames()),
        new SerializableConfiguration(hadoop()));
  }

  private static Configuration hadoop() {
    return SparkSession.active().sessionState().newHadoopConf();
  }

  private record ReaderFactory(
      LineLayout layout, boolean malformed, List<String> wanted, SerializableConfiguration hadoop)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      try {
        FileLines lines = new FileLines((FileRange) partition, layout, hadoop.value());
        return malformed ? new MalformedRows(lines, wanted) : new TextRows(lines, layout, wanted);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
