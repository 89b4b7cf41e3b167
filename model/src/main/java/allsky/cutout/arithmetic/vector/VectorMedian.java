package allsky.cutout.arithmetic.vector;

import static allsky.cutout.arithmetic.vector.VectorArithmetic.FLOATS;
import static allsky.cutout.arithmetic.vector.VectorArithmetic.INTS;
import static allsky.cutout.arithmetic.vector.VectorArithmetic.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The median by interpolation. It counts the values below a guess, which divides the range that
 * contains the median, and guesses again. A count takes few instructions for many values. The
 * result is one of the values, so it has the bits that sorting would give. Not thread-safe: an
 * instance reuses its array.
 */
final class VectorMedian {

  /** Of so many guesses one halves the range, so that it becomes small for any values. */
  private static final int HALVING = 3;

  private final int[] keys;
  private int size;
  private int low;
  private int high;

  /**
   * @param max maximum number of values
   */
  VectorMedian(int max) {
    this.keys = new int[max + LANES];
  }

  /** See {@link allsky.cutout.arithmetic.PixelArithmetic#median}. */
  float ofFirst(float[] values, int count) {
    fill(values, count);
    return Float.intBitsToFloat(ordered(keyOfRank(count / 2, count)));
  }

  /** Converts the bits of a float to an integer with the same order, and back. */
  private static int ordered(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /**
   * Fills {@link #keys}, and finds the lowest and the highest one. The last vector is filled up
   * with the largest integer, which is above every guess.
   */
  private void fill(float[] values, int count) {
    IntVector lowest = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    IntVector highest = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    int end = FLOATS.loopBound(count);
    for (int i = 0; i < end; i += LANES) {
      IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
      IntVector negative = bits.lanewise(VectorOperators.ASHR, 31).and(Integer.MAX_VALUE);
      IntVector ordered = bits.lanewise(VectorOperators.XOR, negative);
      ordered.intoArray(keys, i);
      lowest = lowest.min(ordered);
      highest = highest.max(ordered);
    }
    low = lowest.reduceLanes(VectorOperators.MIN);
    high = highest.reduceLanes(VectorOperators.MAX);
    for (int i = end; i < count; i++) {
      int ordered = ordered(Float.floatToRawIntBits(values[i]));
      keys[i] = ordered;
      low = Math.min(low, ordered);
      high = Math.max(high, ordered);
    }
    size = end == count ? count : end + LANES;
    Arrays.fill(keys, count, size, Integer.MAX_VALUE);
  }

  /** The key of a rank is in {@code low} to {@code high}. */
  private int keyOfRank(int rank, int count) {
    int belowLow = 0;
    int notAboveHigh = count;
    for (int guesses = 1; low < high; guesses++) {
      int guess =
          guesses % HALVING == 0
              ? low + ((high - low) >>> 1) + 1
              : guess((rank - belowLow + 0.5) / (notAboveHigh - belowLow));
      int below = below(guess);
      if (below == rank) {
        return lowestFrom(guess);
      }
      if (below < rank) {
        low = guess;
        belowLow = below;
      } else {
        high = guess - 1;
        notAboveHigh = below;
      }
    }
    return low;
  }

  /** A key above {@code low} and not above {@code high}, at a part of the range of values. */
  private int guess(double part) {
    double from = Float.intBitsToFloat(ordered(low));
    double to = Float.intBitsToFloat(ordered(high));
    int key = ordered(Float.floatToRawIntBits((float) (from + part * (to - from))));
    return Math.max(low + 1, Math.min(high, key));
  }

  /** The number of keys below a guess. */
  private int below(int guess) {
    IntVector counts = IntVector.zero(INTS);
    for (int i = 0; i < size; i += LANES) {
      VectorMask<Integer> below =
          IntVector.fromArray(INTS, keys, i).compare(VectorOperators.LT, guess);
      counts = counts.blend(counts.add(1), below);
    }
    return counts.reduceLanes(VectorOperators.ADD);
  }

  /** The lowest key that is not below a guess. */
  private int lowestFrom(int guess) {
    IntVector lowest = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    for (int i = 0; i < size; i += LANES) {
      IntVector key = IntVector.fromArray(INTS, keys, i);
      lowest = lowest.min(key.blend(Integer.MAX_VALUE, key.compare(VectorOperators.LT, guess)));
    }
    return lowest.reduceLanes(VectorOperators.MIN);
  }
}
