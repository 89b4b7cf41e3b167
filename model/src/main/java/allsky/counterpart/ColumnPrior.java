package allsky.counterpart;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a column of the candidates, such as a magnitude, says of them: the share of good
 * counterparts in a step of its values, divided by the share of all rows (Salvato et al. 2018,
 * section 3.3).
 *
 * @param edges where a step ends and the next begins, ascending
 * @param factors the ratio in each step; one more than edges
 */
public record ColumnPrior(double[] edges, double[] factors) implements Serializable {

  /**
   * Equal fine steps between the smallest and the largest value, which are joined to wider ones.
   */
  public static final int FINE_STEPS = 1000;

  /** Minimum number of good counterparts for a prior. */
  public static final int MIN_GOOD = 100;

  /** Minimum number of good counterparts in a step. */
  private static final int MIN_IN_STEP = 20;

  private static final int MAX_STEPS = 25;

  /** The fine step of a value between the smallest and the largest; the outermost take the rest. */
  public static int fineStep(double value, double min, double max) {
    double part = (value - min) / (max - min) * FINE_STEPS;
    return (int) Math.max(0, Math.min(FINE_STEPS - 1, Math.floor(part)));
  }

  /**
   * Learns the ratios. Steps are as wide as needed for at least {@value #MIN_IN_STEP} good
   * counterparts, and at least a 25th of them, in each.
   *
   * @param min the smallest value of a good counterpart
   * @param max the largest value, above the smallest
   * @param good the good counterparts in each fine step
   * @param field all rows in each fine step, including the good counterparts
   */
  public static ColumnPrior learned(double min, double max, long[] good, long[] field) {
    long allGood = Arrays.stream(good).sum();
    double allField = Arrays.stream(field).sum();
    long enough = Math.max(MIN_IN_STEP, allGood / MAX_STEPS);
    List<Double> edges = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    long goodInStep = 0;
    long fieldInStep = 0;
    long left = allGood;
    for (int i = 0; i < good.length; i++) {
      goodInStep += good[i];
      fieldInStep += field[i];
      left -= good[i];
      boolean isLast = i == good.length - 1;
      if (isLast || (goodInStep >= enough && left >= enough)) {
        double ofGood = (double) goodInStep / allGood;
        double ofField = (double) Math.max(1, fieldInStep) / allField;
        factors.add(ofGood / ofField);
        goodInStep = 0;
        fieldInStep = 0;
        if (!isLast) {
          edges.add(min + (max - min) * (i + 1) / good.length);
        }
      }
    }
    return new ColumnPrior(doubles(edges), doubles(factors));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /** The ratio at a value; 1, which says nothing, if the value is null or NaN. */
  public double factor(Double value) {
    if (value == null || Double.isNaN(value)) {
      return 1;
    }
    int found = Arrays.binarySearch(edges, value);
    return factors[found < 0 ? -found - 1 : found + 1];
  }
}
