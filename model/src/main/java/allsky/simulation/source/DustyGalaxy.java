package allsky.simulation.source;

import java.util.random.RandomGenerator;

/**
 * Luminous infrared galaxies: W2 - W3 from dust and PAH bands, W1 - W2 from hot dust up to that of
 * QSO. Means and widths are fits by eye to the regions of LIRG and ULIRG in Wright et al. 2010 (AJ
 * 140, 1868), figure 12.
 */
final class DustyGalaxy {

  private static final WiseColours COLOURS = new WiseColours(0.5, 0.15, 4.3, 0.35, 2.5, 0.35, 0.1);

  private DustyGalaxy() {}

  /** Random Vega magnitudes W1 to W4 of a galaxy with a given W1. */
  static double[] drawMagnitudes(double w1, RandomGenerator random) {
    return COLOURS.drawMagnitudes(w1, random);
  }
}
