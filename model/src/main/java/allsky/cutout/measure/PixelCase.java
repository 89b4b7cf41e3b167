package allsky.cutout.measure;

import allsky.survey.Band;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an unusual cutout shows, by rules on its {@link CutoutMeasures}. The first rule that applies
 * counts. Limits without a source are round numbers.
 */
public enum PixelCase {
  /** No light in the centre above 3 sigma of a pixel, in any band. */
  NO_SOURCE,
  /**
   * A cool dwarf: W1 - W2 of at least 1.5, as half of the dwarfs of types T4 and T5 and most later
   * ones in the UltracoolSheet, and W2 - W3 of at most 2.5, below that of most quasars.
   */
  COOL_DWARF,
  /**
   * Light around the centre, in a band: its scatter is above 3 sigma of a pixel and above 15 % of
   * the centre. A halo, a ghost, stripes or a bright neighbour.
   */
  UNEVEN_BACKGROUND,
  /** W2 - W3 of at least 4.4, beyond most galaxies: warm dust, as in nebulae. */
  RED_IN_W3;

  private static final double SOURCE_SIGMAS = 3;
  private static final double BACKGROUND_SIGMAS = 3;
  private static final double BACKGROUND_SHARE = 0.15;
  private static final double DETECTED_SIGMAS = 5;

  /** Fluxes below this count as this in colours, so that a colour is a limit. */
  private static final double LIMIT_SIGMAS = 2;

  private static final double DWARF_W12 = 1.5;
  private static final double DWARF_W23 = 2.5;
  private static final double RED_W23 = 4.4;

  /**
   * The case of a cutout; empty if no rule applies, or if a rule needs a band that is not there.
   *
   * @param bands the bands of the measures, in their order
   */
  public static Optional<PixelCase> of(double[] measures, List<Band> bands) {
    return Arrays.stream(values()).filter(each -> each.applies(measures, bands)).findFirst();
  }

  /** As {@link #of}, but only the cases that the colours decide. */
  public static Optional<PixelCase> ofColours(double[] measures, List<Band> bands) {
    return Stream.of(COOL_DWARF, RED_IN_W3)
        .filter(each -> each.applies(measures, bands))
        .findFirst();
  }

  private boolean applies(double[] measures, List<Band> bands) {
    return switch (this) {
      case NO_SOURCE -> bands.stream().allMatch(b -> sigmas(measures, bands, b) < SOURCE_SIGMAS);
      case UNEVEN_BACKGROUND -> bands.stream().anyMatch(b -> isUneven(measures, bands, b));
      case COOL_DWARF ->
          bands.containsAll(List.of(Band.W1, Band.W2, Band.W3))
              && sigmas(measures, bands, Band.W2) >= DETECTED_SIGMAS
              && colour(measures, bands, Band.W1, Band.W2) >= DWARF_W12
              && colour(measures, bands, Band.W2, Band.W3) <= DWARF_W23;
      case RED_IN_W3 ->
          bands.containsAll(List.of(Band.W2, Band.W3))
              && sigmas(measures, bands, Band.W3) >= DETECTED_SIGMAS
              && colour(measures, bands, Band.W2, Band.W3) >= RED_W23;
    };
  }

  private static boolean isUneven(double[] measures, List<Band> bands, Band band) {
    double scatter = CutoutMeasures.outerScatterSigmas(measures, bands.indexOf(band));
    return scatter >= BACKGROUND_SIGMAS
        && scatter >= BACKGROUND_SHARE * sigmas(measures, bands, band);
  }

  private static double sigmas(double[] measures, List<Band> bands, Band band) {
    return CutoutMeasures.amplitudeSigmas(measures, bands.indexOf(band));
  }

  private static double colour(double[] measures, List<Band> bands, Band blue, Band red) {
    return magnitude(measures, bands, blue) - magnitude(measures, bands, red);
  }

  private static double magnitude(double[] measures, List<Band> bands, Band band) {
    double sigmas = Math.max(LIMIT_SIGMAS, sigmas(measures, bands, band));
    return CutoutMeasures.pointMagnitude(band, sigmas);
  }
}
