/**
 * The files of a catalog: which there are, in which format, and how Spark reads columns of them.
 *
 * <p>Read {@link allsky.spark.catalog.files.CatalogFiles} first, then {@link
 * allsky.spark.catalog.FormatFinder}. {@link allsky.spark.catalog.files.ColumnScan} is Spark's read
 * for the formats that Spark does not know.
 */
package allsky.spark.catalog.files;
