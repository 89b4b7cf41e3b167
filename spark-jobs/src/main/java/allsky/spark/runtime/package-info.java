/**
 * The environment of a job: masters, GPU settings, settings for S3, checksums of Parquet pages, the
 * progress line.
 *
 * <p>Nothing here depends on a table or a formula.
 */
package allsky.spark.runtime;
