package allsky.cutout.arithmetic.vector;

import allsky.cutout.arithmetic.PixelArithmetic;
import allsky.cutout.arithmetic.RowInterpolation;
import allsky.cutout.arithmetic.ScalarArithmetic;
import allsky.fits.header.PixelValue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic on several pixels at a time. */
public final class VectorArithmetic implements PixelArithmetic {

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Number of values in a vector. */
  static final int LANES = FLOATS.length();

  private final PixelArithmetic scalar;
  private final VectorMedian median;
  private final VectorStretch stretch;

  /**
   * @param max maximum number of values of a median
   */
  public VectorArithmetic(int max) {
    this.scalar = new ScalarArithmetic(max);
    this.median = new VectorMedian(max);
    this.stretch = new VectorStretch();
  }

  @Override
  public int markMissing(float[] pixels, int from, int count, float largest) {
    int missing = 0;
    int end = from + FLOATS.loopBound(count);
    for (int i = from; i < end; i += LANES) {
      FloatVector sizes = FloatVector.fromArray(FLOATS, pixels, i).lanewise(VectorOperators.ABS);
      if (!sizes.compare(VectorOperators.LE, largest).allTrue()) {
        missing += PixelValue.markMissing(pixels, i, LANES, largest);
      }
    }
    return missing + PixelValue.markMissing(pixels, end, from + count - end, largest);
  }

  @Override
  public float median(float[] values, int count) {
    return median.ofFirst(values, count);
  }

  @Override
  public void stretch(float[] pixels, int from, int count, float perSigma, float[] target, int to) {
    stretch.apply(pixels, from, count, perSigma, target, to);
  }

  @Override
  public RowInterpolation rows(int window, int side, double step) {
    return VectorRows.fit(window, side, step)
        ? new VectorRows(window, side, step)
        : scalar.rows(window, side, step);
  }
}
