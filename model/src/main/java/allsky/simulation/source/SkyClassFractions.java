package allsky.simulation.source;

import allsky.survey.SourceClass;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The shares of the classes among all sources of the sky in a magnitude range, from {@link
 * NumberCounts} at a Galactic latitude of 50 degrees. Near the Galactic plane there are more stars.
 */
public final class SkyClassFractions {

  /** The sources of the counts, as text for people. */
  public static final String SOURCE =
      "number counts at Galactic latitude 50 degrees (stars: Wainscoat et al. 1992; galaxies: Fazio"
          + " et al. 2004; QSO: Stern et al. 2012, Assef et al. 2013)";

  private static final double STEP_MAG = 0.01;

  private SkyClassFractions() {}

  /**
   * The shares in a range of W1.
   *
   * @param brightW1 bright end, Vega
   * @param faintW1 faint end, larger than the bright end
   * @return the share of each class, 0 to 1; their sum is 1
   */
  public static SortedMap<SourceClass, Double> shares(double brightW1, double faintW1) {
    if (!(faintW1 > brightW1)) {
      throw new IllegalArgumentException(
          "Invalid W1 range (bright end first): " + brightW1 + ", " + faintW1);
    }
    SortedMap<SourceClass, Double> shares = new TreeMap<>();
    double all = 0;
    for (SourceClass sourceClass : SourceClass.values()) {
      double count = perSquareDegree(NumberCounts.of(sourceClass), brightW1, faintW1);
      shares.put(sourceClass, count);
      all += count;
    }
    double sum = all;
    shares.replaceAll((sourceClass, count) -> count / sum);
    return Collections.unmodifiableSortedMap(shares);
  }

  /** The integral of the counts over the magnitude, by the midpoint rule. */
  private static double perSquareDegree(NumberCounts counts, double brightW1, double faintW1) {
    int steps = (int) Math.ceil((faintW1 - brightW1) / STEP_MAG);
    double step = (faintW1 - brightW1) / steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += step * counts.perMagnitude(brightW1 + (i + 0.5) * step);
    }
    return sum;
  }
}
