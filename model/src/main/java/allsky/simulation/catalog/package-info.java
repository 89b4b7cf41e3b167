/**
 * The catalog of the simulated sources, measured as in AllWISE: detection, deblending, photometry.
 *
 * <p>Read {@link allsky.simulation.CatalogMeasurement} first.
 */
package allsky.simulation.catalog;
