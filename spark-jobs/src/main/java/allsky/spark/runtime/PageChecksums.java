package allsky.spark.runtime;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.ParquetOutputFormat;

/**
 * The checksums of Parquet's pages: written into our tables, and compared wherever a page has one,
 * which Parquet by itself leaves out. A page that was damaged on its disk is then an error and
 * never a wrong number.
 */
public final class PageChecksums {

  private PageChecksums() {}

  /** Switches them on in a configuration; Spark's readers and writers and ours all take it. */
  public static void addTo(Configuration hadoop) {
    hadoop.setBoolean(ParquetOutputFormat.PAGE_WRITE_CHECKSUM_ENABLED, true);
    hadoop.setBoolean(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, true);
  }
}
