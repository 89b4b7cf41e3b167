package allsky.spark.runtime;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.parquet.hadoop.ParquetOutputFormat;

/**
 * Turns on the checksums of Parquet pages: they are written into our tables, and compared if a page
 * has one. By default Parquet does not compare them. So a page that was damaged on disk is an error
 * and not a wrong number.
 */
public final class PageChecksums {

  private PageChecksums() {}

  /** Turns them on in a configuration, which Spark's and our readers and writers use. */
  public static void addTo(Configuration hadoop) {
    hadoop.setBoolean(ParquetOutputFormat.PAGE_WRITE_CHECKSUM_ENABLED, true);
    hadoop.setBoolean(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, true);
  }
}
