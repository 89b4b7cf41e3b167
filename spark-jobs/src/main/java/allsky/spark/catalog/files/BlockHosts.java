package allsky.spark.catalog.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;

/** Finds the hosts that store the bytes of a file, so that tasks can run there. */
public final class BlockHosts {

  /** The host name that local file systems report; it is of no use to an executor. */
  private static final String LOCAL = "localhost";

  private BlockHosts() {}

  /**
   * The hosts that store the first block of a range; empty if the file system does not report them.
   */
  public static List<String> of(FileStatus file, long start, long length, Configuration hadoop)
      throws IOException {
    BlockLocation[] blocks =
        file.getPath().getFileSystem(hadoop).getFileBlockLocations(file, start, length);
    return blocks == null || blocks.length == 0
        ? List.of()
        : Arrays.stream(blocks[0].getHosts()).filter(host -> !host.equals(LOCAL)).toList();
  }
}
