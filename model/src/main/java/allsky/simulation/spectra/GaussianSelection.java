package allsky.simulation.spectra;

import allsky.simulation.source.Preset;
import allsky.simulation.source.SkySource;
import allsky.survey.SourceClass;
import java.util.random.RandomGenerator;

/**
 * A Gaussian in W1 for each class. The medians and widths are from SDSS spectra that match AllWISE
 * sources; the preset shifts them.
 */
final class GaussianSelection extends SpectroscopicSelection {

  private final Preset preset;

  GaussianSelection(Preset preset) {
    this.preset = preset;
  }

  @Override
  public SpectroscopicTarget draw(SourceClass sourceClass, RandomGenerator random) {
    double w1 = drawW1(median(sourceClass), width(sourceClass), random);
    return new SpectroscopicTarget(preset.populations().draw(sourceClass, random), w1);
  }

  @Override
  double spectraPerMagnitude(SkySource source, double perSquareDegree) {
    double width = width(source.sourceClass());
    double z = (source.w1() - median(source.sourceClass())) / width;
    return perSquareDegree * Math.exp(-0.5 * z * z) / (width * Math.sqrt(2 * Math.PI));
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
}
