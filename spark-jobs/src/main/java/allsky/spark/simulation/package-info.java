/**
 * Spreads the tiles of a simulated sky over Spark: images from the executors, the catalog as
 * Parquet, the spectra as one FITS table from the driver. The formulas are in {@code
 * allsky.simulation} of the model.
 *
 * <p>Read {@link allsky.spark.simulation.SkySimulation} first.
 */
package allsky.spark.simulation;
