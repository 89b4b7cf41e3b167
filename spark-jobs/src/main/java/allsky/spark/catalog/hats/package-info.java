/**
 * Reads and writes tables as HATS catalogs (IVOA Note "HATS: A Standard for the Hierarchical
 * Adaptive Tiling Scheme", version 1.0): rows are sorted by {@code _healpix_29}, with a Parquet
 * file for each HEALPix cell, and smaller cells where there are more rows.
 *
 * <p>Read {@link allsky.spark.catalog.hats.HatsCatalog} first, then {@link
 * allsky.spark.catalog.hats.HatsPlan}, which chooses the cells. {@code allsky.spark.catalog}
 * detects and reads the catalogs of archives.
 */
package allsky.spark.catalog.hats;
