package allsky.simulation.spectra;

import allsky.simulation.source.NumberCounts;
import allsky.simulation.source.Preset;
import allsky.simulation.source.SkySource;
import allsky.survey.SourceClass;
import java.util.random.RandomGenerator;

/** The selection of sources for spectra. */
public abstract sealed class SpectroscopicSelection permits GaussianSelection, SdssSelection {

  private static final double BRIGHTEST_W1 = 8.5;
  private static final double FAINTEST_W1 = 17.3;

  /** The selection of a preset. */
  public static SpectroscopicSelection of(Preset preset) {
    return preset == Preset.SDSS
        ? new SdssSelection(preset.populations())
        : new GaussianSelection(preset);
  }

  /** A random spectroscopic source of a class. */
  public abstract SpectroscopicTarget draw(SourceClass sourceClass, RandomGenerator random);

  /**
   * The sources like this one that have a spectrum, per magnitude of W1 and square degree, divided
   * by the share of such sources in the class.
   *
   * @param perSquareDegree spectra of the class
   */
  abstract double spectraPerMagnitude(SkySource source, double perSquareDegree);

  /** The probability that a source of the natural sky has a spectrum. */
  double probability(SkySource source) {
    SourceClass sourceClass = source.sourceClass();
    double spectra = spectraPerMagnitude(source, perSquareDegree(sourceClass));
    return Math.min(1, spectra / NumberCounts.of(sourceClass).perMagnitude(source.w1()));
  }

  /** A Gaussian random number within the magnitudes of the survey. */
  static double drawW1(double median, double width, RandomGenerator random) {
    while (true) {
      double w1 = median + width * random.nextGaussian();
      if (w1 > BRIGHTEST_W1 && w1 < FAINTEST_W1) {
        return w1;
      }
    }
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
