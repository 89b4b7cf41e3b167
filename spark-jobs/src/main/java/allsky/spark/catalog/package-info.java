/**
 * Reads catalogs as archives give them: Parquet (plain, partitioned, HATS), FITS binary tables,
 * VOTables, IPAC tables, AllWISE's bulk files, CSV and ECSV.
 *
 * <p>Read {@link allsky.spark.catalog.CatalogReader} first; the {@code FitsTable...} classes are
 * Spark's view of a FITS binary table; tables that are text, VOTables and Parquet of later versions
 * have packages of their own. What the columns mean is said in {@code allsky.spark.table}.
 */
package allsky.spark.catalog;
