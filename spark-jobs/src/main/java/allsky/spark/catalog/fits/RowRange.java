package allsky.spark.catalog.fits;

import allsky.spark.catalog.files.BlockHosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Rows first to first + count - 1 of a FITS binary table.
 *
 * @param hosts the hosts that store them; empty if the file system does not report them
 */
record RowRange(long first, long count, List<String> hosts) implements InputPartition {

  private static final long serialVersionUID = 1L;

  /** Large enough that opening the file is cheap, and small enough for a few hundred tasks. */
  private static final long RANGE_BYTES = 16L << 20;

  /**
   * Divides a table into ranges. A compressed file is one range, because it can only be read from
   * its start.
   */
  static List<RowRange> of(FitsTableHeader header, Configuration hadoop) throws IOException {
    long rowsInRange = header.packed() ? header.rowCount() : RANGE_BYTES / header.rowBytes();
    long step = Math.max(1, rowsInRange);
    Path path = new Path(header.path());
    FileStatus file = path.getFileSystem(hadoop).getFileStatus(path);
    List<RowRange> ranges = new ArrayList<>();
    for (long first = 0; first < header.rowCount(); first += step) {
      long count = Math.min(step, header.rowCount() - first);
      long start = header.dataOffset() + first * header.rowBytes();
      List<String> hosts = BlockHosts.of(file, start, count * header.rowBytes(), hadoop);
      ranges.add(new RowRange(first, count, hosts));
    }
    return ranges;
  }

  @Override
  public String[] preferredLocations() {
    return hosts.toArray(new String[0]);
  }
}
