package allsky.simulation.unusual;

import allsky.simulation.source.WiseColours;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Two spectral subtypes of dwarfs, with their WISE photometry in the UltracoolSheet (Best et al.
 * 2024): medians and half the difference of the percentiles 16 and 84 of the dwarfs with errors in
 * W1 and W2; W2 - W3 of those with an error in W3. The dwarfs of the list are near the Sun, so
 * their W2 is the same for all types within a magnitude.
 */
enum UltracoolType {
  L0_L1(UnusualKind.L_DWARF, 14.0, 1.2, 0.24, 0.06, 0.63, 0.47),
  L2_L3(UnusualKind.L_DWARF, 13.7, 1.1, 0.28, 0.07, 0.67, 0.43),
  L4_L5(UnusualKind.L_DWARF, 13.8, 1.3, 0.29, 0.08, 0.69, 0.45),
  L6_L7(UnusualKind.L_DWARF, 13.5, 0.9, 0.40, 0.12, 0.97, 0.35),
  L8_L9(UnusualKind.L_DWARF, 13.6, 0.8, 0.51, 0.11, 1.21, 0.29),
  T0_T1(UnusualKind.T_DWARF, 14.1, 1.0, 0.63, 0.15, 1.34, 0.35),
  T2_T3(UnusualKind.T_DWARF, 14.5, 1.2, 0.96, 0.24, 1.53, 0.43),
  T4_T5(UnusualKind.T_DWARF, 14.9, 1.3, 1.56, 0.38, 1.64, 0.42),
  T6_T7(UnusualKind.T_DWARF, 15.0, 1.1, 2.15, 0.42, 1.75, 0.61),
  T8_T9(UnusualKind.T_DWARF, 15.1, 0.7, 2.91, 0.49, 1.79, 0.73),
  Y0_Y1(UnusualKind.Y_DWARF, 15.0, 0.8, 3.39, 0.60, 2.13, 0.45);

  /** Few dwarfs are detected in W4; the colours of those are the reddest ones. */
  private static final double W34 = 0.5;

  private static final double W34_WIDTH = 0.4;

  private final UnusualKind kind;
  private final double w2;
  private final double w2Width;
  private final double w12;
  private final double w12Width;

  // A record of numbers is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final WiseColours rest;

  UltracoolType(
      UnusualKind kind,
      double w2,
      double w2Width,
      double w12,
      double w12Width,
      double w23,
      double w23Width) {
    this.kind = kind;
    this.w2 = w2;
    this.w2Width = w2Width;
    this.w12 = w12;
    this.w12Width = w12Width;
    this.rest = new WiseColours(0, 0, w23, w23Width, W34, W34_WIDTH, 0);
  }

  /** Random Vega magnitudes W1 to W4 of a dwarf of a kind; all its types are equally frequent. */
  static double[] drawMagnitudes(UnusualKind kind, RandomGenerator random) {
    UltracoolType[] types =
        Arrays.stream(values()).filter(type -> type.kind == kind).toArray(UltracoolType[]::new);
    UltracoolType type = types[random.nextInt(types.length)];
    double drawnW2 = type.w2 + type.w2Width * random.nextGaussian();
    double[] magnitudes = type.rest.drawMagnitudes(drawnW2, random);
    magnitudes[0] = drawnW2 + type.w12 + type.w12Width * random.nextGaussian();
    return magnitudes;
  }
}
