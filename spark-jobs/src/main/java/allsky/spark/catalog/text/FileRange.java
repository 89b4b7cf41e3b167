package allsky.spark.catalog.text;

import allsky.spark.catalog.files.BlockHosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * A byte range of a file. It stands for the lines that begin in this range.
 *
 * @param hosts the hosts that store the bytes of the range, best first; empty if the file system
 *     does not report them
 */
record FileRange(String path, long start, long length, List<String> hosts)
    implements InputPartition {

  private static final long serialVersionUID = 1L;

  /**
   * Divides files into ranges. A file compressed with gzip is one range, because it can only be
   * read from its start.
   */
  static List<FileRange> of(List<FileStatus> files, long rangeBytes, Configuration hadoop)
      throws IOException {
    CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
    List<FileRange> ranges = new ArrayList<>();
    for (FileStatus file : files) {
      CompressionCodec codec = codecs.getCodec(file.getPath());
      boolean splittable = codec == null || codec instanceof SplittableCompressionCodec;
      long step = splittable ? rangeBytes : Math.max(1, file.getLen());
      for (long start = 0; start < file.getLen(); start += step) {
        long length = Math.min(step, file.getLen() - start);
        List<String> hosts = BlockHosts.of(file, start, length, hadoop);
        ranges.add(new FileRange(file.getPath().toString(), start, length, hosts));
      }
    }
    return ranges;
  }

  @Override
  public String[] preferredLocations() {
    return hosts.toArray(new String[0]);
  }
}
