package allsky.spark.crossmatch.pairs.attach;

import java.io.Serializable;

/**
 * The pairs of each indexed row, summed up.
 *
 * @param partners how many scanned rows pair with it
 * @param partitions the partition of the nearest of them; empty if it does not matter
 * @param ordinals the number of the nearest row in its partition; empty if it does not matter
 */
record PartnerRanks(int[] partners, int[] partitions, int[] ordinals) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** How many scanned rows pair with an indexed row. */
  long partners(int row) {
    return partners[row];
  }

  /** 1 for the pair with the nearest scanned row, 2 for others; 1 if the rank does not matter. */
  int rank(int row, int partition, int ordinal) {
    boolean isNearest =
        partitions.length == 0 || (partitions[row] == partition && ordinals[row] == ordinal);
    return isNearest ? 1 : 2;
  }
}
