package allsky.cutout.arithmetic;

import java.util.Arrays;

/**
 * The median by counting. Values are counted in buckets between the minimum and the maximum, and
 * only the bucket with the median is divided again. For noise two or three passes are enough, and
 * no pass has a branch that depends on a value. Not thread-safe: an instance reuses its arrays.
 */
final class Median {

  private static final int BUCKET_BITS = 8;

  private final int[] buckets = new int[1 << BUCKET_BITS];
  private final int[] keys;

  /**
   * @param max maximum number of values
   */
  Median(int max) {
    this.keys = new int[max];
  }

  /**
   * The median of the first {@code count} values, which must not be NaN. For an even count it is
   * the upper of the two middle values.
   */
  float ofFirst(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      keys[i] = ordered(Float.floatToRawIntBits(values[i]));
    }
    return Float.intBitsToFloat(ordered(keyOfRank(count / 2, count)));
  }

  /** Converts the bits of a float to an integer with the same order, and back. */
  private static int ordered(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private int keyOfRank(int wanted, int count) {
    int rank = wanted;
    int size = count;
    while (true) {
      int low = keys[0];
      int high = keys[0];
      for (int i = 1; i < size; i++) {
        low = Math.min(low, keys[i]);
        high = Math.max(high, keys[i]);
      }
      if (low == high) {
        return low;
      }
      // The range is unsigned, so it does not overflow.
      int shift = Math.max(0, 32 - BUCKET_BITS - Integer.numberOfLeadingZeros(high - low));
      Arrays.fill(buckets, 0);
      for (int i = 0; i < size; i++) {
        buckets[(keys[i] - low) >>> shift]++;
      }
      int bucket = 0;
      while (rank >= buckets[bucket]) {
        rank -= buckets[bucket++];
      }
      size = keep(bucket, low, shift, size);
    }
  }

  /** Moves the keys of a bucket to the front and returns their number. */
  private int keep(int bucket, int low, int shift, int size) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int key = keys[i];
      keys[kept] = key;
      kept += ((key - low) >>> shift) == bucket ? 1 : 0;
    }
    return kept;
  }
}
