/**
 * What one reaches without pixels: a colour cut and a random forest on the catalog's columns,
 * measured on the same test split as the network.
 *
 * <p>Read {@link allsky.spark.baseline.CatalogBaselines} first. No image and no network is known
 * here.
 */
package allsky.spark.baseline;
