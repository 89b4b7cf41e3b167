package allsky.spark.catalog.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;

/** Where the bytes of a file lie, so that tasks can be run there. */
public final class BlockHosts {

  /** What local file systems call themselves: it tells an executor nothing. */
  private static final String LOCAL = "localhost";

  private BlockHosts() {}

  /** The hosts that hold the first block of a range; empty where the file system does not say. */
  public static List<String> of(FileStatus file, long start, long length, Configuration hadoop)
      throws IOException {
    BlockLocation[] blocks =
        file.getPath().getFileSystem(hadoop).getFileBlockLocations(file, start, length);
    return blocks == null || blocks.length == 0
        ? List.of()
        : Arrays.stream(blocks[0].getHosts()).filter(host -> !host.equals(LOCAL)).toList();
  }
}
