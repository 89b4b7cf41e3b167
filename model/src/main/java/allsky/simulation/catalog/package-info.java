/**
 * What AllWISE would list of the simulated sources: detection, deblending, photometry.
 *
 * <p>Read {@link allsky.simulation.CatalogMeasurement} first.
 */
package allsky.simulation.catalog;
