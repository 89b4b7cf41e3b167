/** Parquet files with column types that are newer than Spark's Parquet library. */
package allsky.spark.catalog.parquet;
