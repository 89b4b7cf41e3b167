package allsky.simulation.spectra;

import allsky.simulation.source.Population;

/**
 * A source that gets a spectrum.
 *
 * @param population its population
 * @param w1 its Vega magnitude in W1
 */
public record SpectroscopicTarget(Population population, double w1) {}
