/**
 * Where a job runs: masters, GPU settings, settings for S3, checksums of Parquet pages, the
 * progress line.
 *
 * <p>No table and no formula is known here.
 */
package allsky.spark.runtime;
