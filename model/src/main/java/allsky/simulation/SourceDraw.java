package allsky.simulation;

import allsky.simulation.source.NumberCounts;
import allsky.simulation.source.Population;
import allsky.simulation.source.SkySource;
import allsky.simulation.source.SourceShape;
import allsky.simulation.spectra.SpectroscopicSelection;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws the random sources of a tile. */
final class SourceDraw {

  private final int tilePixels;
  private final RandomGenerator random;

  SourceDraw(int tilePixels, RandomGenerator random) {
    this.tilePixels = tilePixels;
    this.random = random;
  }

  /**
   * The sources of the natural sky in the complete image, down to the magnitude at which single
   * sources only add noise to the background.
   *
   * @param areaDeg2 area of the tile in square degrees
   * @param latDeg Galactic latitude in degrees
   */
  List<SkySource> natural(double areaDeg2, double latDeg) {
    List<SkySource> sources = new ArrayList<>();
    for (SourceClass sourceClass : SourceClass.values()) {
      NumberCounts counts = NumberCounts.of(sourceClass);
      double factor = sourceClass == SourceClass.STAR ? NumberCounts.starDensityFactor(latDeg) : 1;
      long count = poisson(areaDeg2 * factor * counts.perSquareDegree());
      for (long i = 0; i < count; i++) {
        sources.add(source(sourceClass, counts.drawW1(random), 0, false));
      }
    }
    return sources;
  }

  /**
   * Spectroscopic sources in addition to the natural sky, the same number of each class.
   *
   * @param marginPixels minimum distance from the edge of the image
   */
  List<SkySource> labelled(int count, SpectroscopicSelection selection, double marginPixels) {
    List<SkySource> sources = new ArrayList<>();
    SourceClass[] classes = SourceClass.values();
    for (int i = 0; i < count; i++) {
      SourceClass sourceClass = classes[i % classes.length];
      sources.add(source(sourceClass, selection.drawW1(sourceClass, random), marginPixels, true));
    }
    return sources;
  }

  private SkySource source(
      SourceClass sourceClass, double w1, double marginPixels, boolean labelled) {
    Population population = Population.draw(sourceClass, random);
    double[] magnitudes = population.drawMagnitudes(w1, random);
    SourceShape shape =
        sourceClass == SourceClass.GALAXY ? SourceShape.drawGalaxy(w1, random) : SourceShape.POINT;
    return new SkySource(
        coordinate(marginPixels),
        coordinate(marginPixels),
        population,
        magnitudes[Band.W1.ordinal()],
        magnitudes[Band.W2.ordinal()],
        magnitudes[Band.W3.ordinal()],
        magnitudes[Band.W4.ordinal()],
        shape,
        labelled);
  }

  private double coordinate(double marginPixels) {
    return marginPixels + (tilePixels - 2 * marginPixels) * random.nextDouble() - 0.5;
  }

  /**
   * A Poisson random number. The means here are so large that the Gaussian limit is exact enough.
   */
  private long poisson(double mean) {
    if (mean > 50) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
