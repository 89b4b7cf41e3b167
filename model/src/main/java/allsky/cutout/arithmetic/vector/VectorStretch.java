package allsky.cutout.arithmetic.vector;

import static allsky.cutout.arithmetic.vector.VectorArithmetic.FLOATS;
import static allsky.cutout.arithmetic.vector.VectorArithmetic.LANES;

import allsky.cutout.arithmetic.AsinhTable;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The asinh stretch of several pixels at a time, with the table of {@link AsinhTable}. */
final class VectorStretch {

  private static final int SIGN = Integer.MIN_VALUE;
  private static final int STEP = -(1 << AsinhTable.SHIFT);
  private static final int HALF_STEP = 1 << (AsinhTable.SHIFT - 1);

  private static final float[] VALUES = AsinhTable.values();
  private static final float[] SLOPES = AsinhTable.slopes();
  private static final float[] CURVATURES = AsinhTable.curvatures();

  private final int[] entries = new int[LANES];

  /** See {@link allsky.cutout.arithmetic.PixelArithmetic#stretch}. */
  void apply(float[] pixels, int from, int count, float perSigma, float[] target, int to) {
    int end = FLOATS.loopBound(count);
    for (int i = 0; i < end; i += LANES) {
      FloatVector dn = FloatVector.fromArray(FLOATS, pixels, from + i);
      FloatVector ratio = dn.lanewise(VectorOperators.ABS).mul(perSigma);
      if (ratio.compare(VectorOperators.LT, AsinhTable.LARGEST).allTrue()) {
        stretched(dn, ratio).intoArray(target, to + i);
      } else {
        scalar(pixels, from + i, LANES, perSigma, target, to + i);
      }
    }
    scalar(pixels, from + end, count - end, perSigma, target, to + end);
  }

  /** As {@link AsinhTable#stretched} for ratios below the end of the table. */
  private FloatVector stretched(FloatVector dn, FloatVector ratio) {
    IntVector bits = ratio.reinterpretAsInts();
    bits.lanewise(VectorOperators.ASHR, AsinhTable.SHIFT)
        .sub(AsinhTable.FIRST)
        .max(0)
        .intoArray(entries, 0);
    FloatVector middle =
        bits.and(STEP).lanewise(VectorOperators.OR, HALF_STEP).reinterpretAsFloats();
    FloatVector offset = ratio.sub(middle);
    FloatVector curvature = FloatVector.fromArray(FLOATS, CURVATURES, 0, entries, 0);
    FloatVector slope = FloatVector.fromArray(FLOATS, SLOPES, 0, entries, 0);
    FloatVector value = FloatVector.fromArray(FLOATS, VALUES, 0, entries, 0);
    FloatVector asinh = value.add(offset.mul(slope.add(offset.mul(curvature))));
    VectorMask<Float> small = ratio.compare(VectorOperators.LT, AsinhTable.SMALLEST);
    FloatVector size = asinh.blend(ratio, small).mul(AsinhTable.PER_SCALE);
    IntVector sign = dn.reinterpretAsInts().and(SIGN);
    return size.reinterpretAsInts().lanewise(VectorOperators.OR, sign).reinterpretAsFloats();
  }

  private static void scalar(
      float[] pixels, int from, int count, float perSigma, float[] target, int to) {
    for (int i = 0; i < count; i++) {
      target[to + i] = AsinhTable.stretched(pixels[from + i], perSigma);
    }
  }
}
