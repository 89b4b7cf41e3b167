/**
 * The files of a catalog: how they are listed, how their format is detected, and how Spark reads
 * columns from them.
 *
 * <p>Read {@link allsky.spark.catalog.files.CatalogFiles} first, then {@link
 * allsky.spark.catalog.FormatFinder}. {@link allsky.spark.catalog.files.ColumnScan} is the Spark
 * scan for formats that Spark cannot read itself.
 */
package allsky.spark.catalog.files;
