/**
 * Reads catalogs in the formats of archives: Parquet (plain, partitioned, HATS), FITS binary
 * tables, VOTables, IPAC tables, AllWISE's bulk files, CSV and ECSV.
 *
 * <p>Read {@link allsky.spark.catalog.CatalogReader} first. {@code catalog.files} lists the files;
 * each format has its own package. {@code allsky.spark.columns} finds the roles of the columns.
 */
package allsky.spark.catalog;
