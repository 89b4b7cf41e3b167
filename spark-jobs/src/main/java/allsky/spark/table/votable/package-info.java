/**
 * The columns of tables in the terms of the Virtual Observatory, and Parquet files that have them.
 */
package allsky.spark.table.votable;
