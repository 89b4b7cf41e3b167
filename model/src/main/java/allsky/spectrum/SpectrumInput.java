package allsky.spectrum;

import java.util.Arrays;

/**
 * The network input of a spectrum: one value for each pixel of a {@link LogGrid}.
 *
 * <p>A value is the mean of the good pixels that are nearest to the grid's pixel, weighted by their
 * inverse variances. Pixels of the grid without a good pixel are missing: they are interpolated
 * linearly, and have the value of the nearest good one at the ends. All values are divided by the
 * median of those that are not missing, and limited to the range from {@value #LEAST} to {@value
 * #GREATEST}.
 *
 * @param values one for each pixel of the grid
 * @param missing number of pixels that are missing
 */
public record SpectrumInput(float[] values, int missing) {

  /** Identifier of everything but the grid that changes a value. */
  public static final String METHOD = "ivar-mean/linear-gaps/median/clip-1..6";

  static final float LEAST = -1;
  static final float GREATEST = 6;

  /**
   * Makes the input.
   *
   * @throws UnusableSpectrumException if all pixels are bad, if fewer than half of the grid's
   *     pixels have a value, or if the median flux is not positive
   */
  public static SpectrumInput of(ObservedSpectrum spectrum, LogGrid grid)
      throws UnusableSpectrumException {
    float[] values = rebinned(spectrum, grid);
    float[] present = sortedPresent(values);
    requireCoverage(spectrum, present.length, grid);
    float median = present[present.length / 2];
    if (!(median > 0)) {
      throw new UnusableSpectrumException(
          SpectrumStatus.NO_SIGNAL, "its median flux is not positive: " + median);
    }
    fillGaps(values);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(LEAST, Math.min(GREATEST, values[i] / median));
    }
    return new SpectrumInput(values, grid.pixels() - present.length);
  }

  /** Weighted means; NaN where there is none. */
  private static float[] rebinned(ObservedSpectrum spectrum, LogGrid grid) {
    double[] sums = new double[grid.pixels()];
    double[] weights = new double[grid.pixels()];
    for (int i = 0; i < spectrum.size(); i++) {
      long pixel = grid.nearest(spectrum.logWavelength()[i]);
      if (spectrum.isGood(i) && pixel >= 0 && pixel < grid.pixels()) {
        double weight = spectrum.inverseVariance()[i];
        sums[(int) pixel] += weight * spectrum.flux()[i];
        weights[(int) pixel] += weight;
      }
    }
    float[] means = new float[grid.pixels()];
    for (int i = 0; i < means.length; i++) {
      means[i] = weights[i] > 0 ? (float) (sums[i] / weights[i]) : Float.NaN;
    }
    return means;
  }

  private static float[] sortedPresent(float[] values) {
    float[] present = new float[values.length];
    int count = 0;
    for (float value : values) {
      if (!Float.isNaN(value)) {
        present[count++] = value;
      }
    }
    float[] sorted = Arrays.copyOf(present, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static void requireCoverage(ObservedSpectrum spectrum, int present, LogGrid grid)
      throws UnusableSpectrumException {
    boolean anyGood = false;
    for (int i = 0; i < spectrum.size() && !anyGood; i++) {
      anyGood = spectrum.isGood(i);
    }
    if (!anyGood) {
      throw new UnusableSpectrumException(
          SpectrumStatus.ALL_MASKED,
          "none of its %d pixels is good (ivar above 0)".formatted(spectrum.size()));
    }
    if (2 * present < grid.pixels()) {
      throw new UnusableSpectrumException(
          SpectrumStatus.TOO_FEW_PIXELS,
          "it has good pixels at %d of %d wavelengths; at least half are needed"
              .formatted(present, grid.pixels()));
    }
  }

  private static void fillGaps(float[] values) {
    int last = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isNaN(values[i])) {
        fillGap(values, last, i);
        last = i;
      }
    }
    Arrays.fill(values, last + 1, values.length, values[last]);
  }

  /** Fills the pixels between two good ones; {@code left} is -1 at the beginning of the grid. */
  private static void fillGap(float[] values, int left, int right) {
    for (int i = left + 1; i < right; i++) {
      float share = (float) (i - left) / (right - left);
      values[i] = left < 0 ? values[right] : values[left] + share * (values[right] - values[left]);
    }
  }
}
