package allsky.simulation.catalog;

import allsky.simulation.source.SkySource;

/**
 * What a row of the catalog is in truth: the brightest source in W1 of those that are one row.
 *
 * @param row the row
 * @param source the source, with its true class and magnitudes
 */
public record TrueSource(CatalogSource row, SkySource source) {}
