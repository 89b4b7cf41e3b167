package allsky.spark.catalog.votable;

import allsky.spark.catalog.files.BlockHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** A read of some columns of VOTables; XML can only be read from its start, so a file is a task. */
final class VoScan implements SupportsPushDownRequiredColumns, Scan, Batch {

  private final List<FileStatus> files;
  private final VoTable table;
  private final boolean malformed;
  private StructType wanted;

  VoScan(List<FileStatus> files, VoTable table, boolean malformed, StructType schema) {
    this.files = files;
    this.table = table;
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
    List<InputPartition> partitions = new ArrayList<>();
    boolean hasRows = table.data() != VoTable.Data.NONE;
    try {
      for (FileStatus file : hasRows ? files : List.<FileStatus>of()) {
        List<String> hosts = BlockHosts.of(file, 0, file.getLen(), hadoop());
        partitions.add(new VoFile(file.getPath().toString(), hosts));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return partitions.toArray(new InputPartition[0]);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new ReaderFactory(
        table,
        malformed,
        Arrays.asList(wanted.fieldNames()),
        new SerializableConfiguration(hadoop()));
  }

  private static Configuration hadoop() {
    return SparkSession.active().sessionState().newHadoopConf();
  }

  /**
   * One file.
   *
   * @param hosts where its first bytes are; empty where the file system does not say
   */
  private record VoFile(String path, List<String> hosts) implements InputPartition {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] preferredLocations() {
      return hosts.toArray(new String[0]);
    }
  }

  private record ReaderFactory(
      VoTable table, boolean malformed, List<String> wanted, SerializableConfiguration hadoop)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition file) {
      try {
        return new VoRows(((VoFile) file).path(), table, malformed, wanted, hadoop.value());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
