/**
 * Reads catalogs as archives give them: Parquet (plain, partitioned, HATS), CSV and FITS binary
 * tables.
 *
 * <p>Read {@link allsky.spark.catalog.CatalogReader} first; the {@code FitsTable...} classes are
 * Spark's view of a FITS binary table. What the columns mean is said in {@code allsky.spark.table}.
 */
package allsky.spark.catalog;
