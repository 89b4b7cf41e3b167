/**
 * Reads catalogs as archives give them: Parquet (plain, partitioned, HATS), FITS binary tables,
 * VOTables, IPAC tables, AllWISE's bulk files, CSV and ECSV.
 *
 * <p>Read {@link allsky.spark.catalog.CatalogReader} first. {@code catalog.files} finds files and
 * format; each format has a package of its own. The roles of columns are found in {@code
 * allsky.spark.columns}.
 */
package allsky.spark.catalog;
