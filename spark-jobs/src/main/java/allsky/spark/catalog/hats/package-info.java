/**
 * A table as a HATS catalog (IVOA Note "HATS: A Standard for the Hierarchical Adaptive Tiling
 * Scheme", version 1.0): rows sorted by {@code _healpix_29}, a Parquet file for each HEALPix cell,
 * smaller cells where there are more rows.
 *
 * <p>Read {@link allsky.spark.catalog.hats.HatsCatalog} first, then {@link
 * allsky.spark.catalog.hats.HatsPlan}, which chooses the cells. Catalogs of others are found and
 * read in {@code allsky.spark.catalog}.
 */
package allsky.spark.catalog.hats;
