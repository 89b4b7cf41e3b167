package allsky.simulation.spectra;

import allsky.simulation.source.NumberCounts;
import allsky.simulation.source.Preset;
import allsky.simulation.source.SkySource;
import allsky.survey.SourceClass;
import java.util.random.RandomGenerator;

/**
 * The selection of sources for spectra, as a Gaussian in W1 for each class. The medians and widths
 * are from SDSS spectra that match AllWISE sources; the preset shifts them.
 */
public final class SpectroscopicSelection {

  private static final double BRIGHTEST_W1 = 8.5;
  private static final double FAINTEST_W1 = 17.3;

  private final Preset preset;

  public SpectroscopicSelection(Preset preset) {
    this.preset = preset;
  }

  /** A random W1 magnitude of a spectroscopic source. */
  public double drawW1(SourceClass sourceClass, RandomGenerator random) {
    while (true) {
      double w1 = median(sourceClass) + width(sourceClass) * random.nextGaussian();
      if (w1 > BRIGHTEST_W1 && w1 < FAINTEST_W1) {
        return w1;
      }
    }
  }

  /** The probability that a source of the natural sky has a spectrum. */
  double probability(SkySource source) {
    SourceClass sourceClass = source.sourceClass();
    double z = (source.w1() - median(sourceClass)) / width(sourceClass);
    double perMagnitude =
        perSquareDegree(sourceClass)
            * Math.exp(-0.5 * z * z)
            / (width(sourceClass) * Math.sqrt(2 * Math.PI));
    return Math.min(1, perMagnitude / NumberCounts.of(sourceClass).perMagnitude(source.w1()));
  }

  private double median(SourceClass sourceClass) {
    double unshifted =
        switch (sourceClass) {
          case STAR -> 14.4;
          case GALAXY -> 15.3;
          case QSO -> 16.0;
        };
    return unshifted + preset.magnitudeShift();
  }

  private static double width(SourceClass sourceClass) {
    return switch (sourceClass) {
      case STAR -> 1.1;
      case GALAXY -> 0.7;
      case QSO -> 0.6;
    };
  }

  /** From SDSS DR17: 5.8 million spectra on about 14,000 square degrees. */
  private static double perSquareDegree(SourceClass sourceClass) {
    return switch (sourceClass) {
      case STAR -> 70;
      case GALAXY -> 200;
      case QSO -> 70;
    };
  }
}
