/**
 * Baselines without pixels: a colour cut, two random forests and a linear support vector machine on
 * the catalog's columns, measured on the same test split as the network.
 *
 * <p>Read {@link allsky.spark.baseline.CatalogBaselines} first. Nothing here uses images or the
 * network.
 */
package allsky.spark.baseline;
