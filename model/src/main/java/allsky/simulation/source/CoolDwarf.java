package allsky.simulation.source;

import java.util.random.RandomGenerator;

/**
 * The coolest stars and brown dwarfs, with their colours in the UltracoolSheet (Best et al. 2024):
 * medians and half the difference of the percentiles 16 and 84. W2 - W3 is that of the dwarfs
 * detected in W3. The shares are round numbers; surveys of spectra have few T dwarfs.
 */
enum CoolDwarf {
  LATE_M(0.60, 0.23, 0.05, 0.37, 0.17),
  EARLY_L(0.22, 0.25, 0.06, 0.57, 0.24),
  MIDDLE_L(0.08, 0.29, 0.08, 0.68, 0.28),
  LATE_L(0.05, 0.44, 0.13, 1.08, 0.26),
  EARLY_T(0.02, 0.74, 0.22, 1.37, 0.35),
  MIDDLE_T(0.02, 1.45, 0.44, 1.64, 0.38),
  LATE_T(0.01, 2.42, 0.63, 1.62, 0.38);

  private static final double W34 = 0.5;
  private static final double W34_WIDTH = 0.4;

  private final double share;

  // A record of numbers is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final WiseColours colours;

  CoolDwarf(double share, double w12, double w12Width, double w23, double w23Width) {
    this.share = share;
    this.colours = new WiseColours(w12, w12Width, w23, w23Width, W34, W34_WIDTH, 0);
  }

  /** Random magnitudes of a dwarf of a random type. */
  static double[] drawMagnitudes(double w1, RandomGenerator random) {
    double rank = random.nextDouble();
    CoolDwarf drawn = LATE_T;
    for (CoolDwarf type : values()) {
      rank -= type.share;
      if (rank < 0) {
        drawn = type;
        break;
      }
    }
    return drawn.colours.drawMagnitudes(w1, random);
  }
}
