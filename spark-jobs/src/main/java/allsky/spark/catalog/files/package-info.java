/**
 * The files of a catalog: which there are, and in which format.
 *
 * <p>Read {@link allsky.spark.catalog.files.CatalogFiles} first, then {@link
 * allsky.spark.catalog.FormatFinder}.
 */
package allsky.spark.catalog.files;
