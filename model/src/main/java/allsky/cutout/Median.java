package allsky.cutout;

import java.util.Arrays;

/**
 * The median by counting: values are counted in buckets between the smallest and the largest one,
 * and only the bucket that holds the median is looked at again. For noise two or three passes are
 * enough, and none has a branch that hangs on a value. Not safe between threads: it keeps work
 * arrays.
 */
final class Median {

  private static final int BUCKET_BITS = 8;

  private final int[] buckets = new int[1 << BUCKET_BITS];
  private final int[] keys;

  /**
   * @param most as many values as it will be given
   */
  Median(int most) {
    this.keys = new int[most];
  }

  /** The median of the first {@code count} values (upper one of the two middle), none NaN. */
  float ofFirst(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      keys[i] = ordered(Float.floatToRawIntBits(values[i]));
    }
    return Float.intBitsToFloat(ordered(keyOfRank(count / 2, count)));
  }

  /** From a float's bits to an integer of the same order, and back. */
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
      // As an unsigned number the range never overflows.
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

  /** Moves the keys of a bucket to the front; returns how many they are. */
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
