/**
 * Simulates tiles in parallel with Spark: executors write the images and the catalog as Parquet,
 * the driver writes the spectra as one FITS table. The formulas are in {@code allsky.simulation} of
 * the module {@code model}.
 *
 * <p>Read {@link allsky.spark.simulation.SkySimulation} first.
 */
package allsky.spark.simulation;
