package allsky.training.data;

import java.util.SplittableRandom;

/** The random numbers of an epoch: a function of only the seed, the epoch and the cutout. */
public final class EpochOrder {

  private final long seed;
  private final int epoch;

  public EpochOrder(long seed, int epoch) {
    this.seed = seed;
    this.epoch = epoch;
  }

  /** A permutation of 0 to {@code size} (Fisher and Yates; Knuth, TAOCP 3.4.2, algorithm P). */
  public int[] shuffled(int size) {
    int[] order = inOrder(size);
    SplittableRandom random = new SplittableRandom(mix(0));
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int index = order[i];
      order[i] = order[other];
      order[other] = index;
    }
    return order;
  }

  public static int[] inOrder(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  /** The random number for the augmentation of a cutout in this epoch. */
  public long draw(int cutout) {
    return mix(1L + cutout);
  }

  /**
   * The random number for a batch in this epoch.
   *
   * @param first place in the order of the first cutout of the batch, from 0
   */
  public long batchDraw(int first) {
    return mix(-1L - first);
  }

  private long mix(long stream) {
    long epochSeed = new SplittableRandom(seed + epoch).split().nextLong();
    return new SplittableRandom(epochSeed ^ stream).split().nextLong();
  }
}
