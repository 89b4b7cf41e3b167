package allsky.spark.table;

import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Finds numbers for which Spark's hash partitioning chooses given partitions. The partition numbers
 * themselves would leave a third of the partitions empty, and give others two or more.
 */
public final class PartitionKeys {

  /** The seed of Spark's hash partitioning. */
  private static final int SPARK_HASH_SEED = 42;

  private PartitionKeys() {}

  /** For each partition, a number whose hash leads to it. */
  public static int[] of(int partitions) {
    int[] keys = new int[partitions];
    boolean[] found = new boolean[partitions];
    int missing = partitions;
    for (int key = 0; missing > 0; key++) {
      int partition = Math.floorMod(Murmur3_x86_32.hashInt(key, SPARK_HASH_SEED), partitions);
      if (!found[partition]) {
        found[partition] = true;
        keys[partition] = key;
        missing--;
      }
    }
    return keys;
  }
}
