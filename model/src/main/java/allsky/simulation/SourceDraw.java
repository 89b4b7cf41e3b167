package allsky.simulation;

import allsky.simulation.source.NumberCounts;
import allsky.simulation.source.Population;
import allsky.simulation.source.PopulationTable;
import allsky.simulation.source.SkySource;
import allsky.simulation.source.SourceShape;
import allsky.simulation.spectra.SpectroscopicSelection;
import allsky.simulation.spectra.SpectroscopicTarget;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws the random sources of a tile. */
final class SourceDraw {

  private final int tilePixels;
  private final PopulationTable populations;
  private final RandomGenerator random;

  SourceDraw(int tilePixels, PopulationTable populations, RandomGenerator random) {
    this.tilePixels = tilePixels;
    this.populations = populations;
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
        double w1 = counts.drawW1(random);
        sources.add(source(populations.draw(sourceClass, random), w1, 0, false));
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
      SpectroscopicTarget target = selection.draw(sourceClass, random);
      sources.add(source(target.population(), target.w1(), marginPixels, true));
    }
    return sources;
  }

  private SkySource source(
      Population population, double w1, double marginPixels, boolean labelled) {
    double[] magnitudes = populations.drawMagnitudes(population, w1, random);
    SourceShape shape = SourceShape.draw(population.sourceClass(), w1, random);
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
