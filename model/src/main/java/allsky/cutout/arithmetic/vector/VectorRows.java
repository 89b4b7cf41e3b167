package allsky.cutout.arithmetic.vector;

import static allsky.cutout.arithmetic.vector.VectorArithmetic.FLOATS;
import static allsky.cutout.arithmetic.vector.VectorArithmetic.LANES;

import allsky.cutout.arithmetic.RowInterpolation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Interpolation along rows, several places at a time. If the places are at most a pixel apart, the
 * pixels to the left of the places of one vector are within one vector of the row: a load and a
 * rearrangement fetch them. The last vector of a row ends at its end and may repeat places.
 */
final class VectorRows extends RowInterpolation {

  private static final int MAX_STEP = 1;

  private final VectorShuffle<Float>[] shuffles;
  private final int[] firstPlace;
  private final int[] firstPixel;
  private final int[] lanes = new int[LANES];

  VectorRows(int window, int side, double step) {
    super(window, side, step);
    int blocks = (side + LANES - 1) / LANES;
    this.shuffles = shuffles(blocks);
    this.firstPlace = new int[blocks];
    this.firstPixel = new int[blocks];
    for (int block = 0; block < blocks; block++) {
      firstPlace[block] = Math.min(block * LANES, side - LANES);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorShuffle<Float>[] shuffles(int count) {
    return new VectorShuffle[count];
  }

  /** True if such rows can be interpolated here. */
  static boolean fit(int window, int side, double step) {
    return step <= MAX_STEP && side >= LANES && window > LANES;
  }

  @Override
  protected void moved() {
    for (int block = 0; block < shuffles.length; block++) {
      int place = firstPlace[block];
      int pixel = Math.min(left[place], window - 1 - LANES);
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] = left[place + lane] - pixel;
      }
      firstPixel[block] = pixel;
      shuffles[block] = VectorShuffle.fromArray(FLOATS, lanes, 0);
    }
  }

  @Override
  public void interpolate(float[] input, int firstRow, int endRow, float[] output) {
    for (int block = 0; block < shuffles.length; block++) {
      int place = firstPlace[block];
      int pixel = firstPixel[block];
      VectorShuffle<Float> shuffle = shuffles[block];
      FloatVector weight = FloatVector.fromArray(FLOATS, rightWeight, place);
      for (int row = firstRow; row < endRow; row++) {
        int from = row * window + pixel;
        FloatVector value = FloatVector.fromArray(FLOATS, input, from).rearrange(shuffle);
        FloatVector right = FloatVector.fromArray(FLOATS, input, from + 1).rearrange(shuffle);
        value.add(weight.mul(right.sub(value))).intoArray(output, row * side + place);
      }
    }
  }

  @Override
  public void between(float[] rows, int upper, float weight, float[] output, int target) {
    for (int i = 0; i < side - LANES; i += LANES) {
      blend(rows, upper + i, weight, output, target + i);
    }
    blend(rows, upper + side - LANES, weight, output, target + side - LANES);
  }

  private void blend(float[] rows, int upper, float weight, float[] output, int target) {
    FloatVector value = FloatVector.fromArray(FLOATS, rows, upper);
    FloatVector lower = FloatVector.fromArray(FLOATS, rows, upper + side);
    value.add(lower.sub(value).mul(weight)).intoArray(output, target);
  }
}
