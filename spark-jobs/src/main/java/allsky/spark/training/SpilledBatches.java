package allsky.spark.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Reads all cutouts of a spill file in batches, in their order. */
public final class SpilledBatches {

  /** Number of cutouts in a batch. */
  public static final int BATCH = 32;

  private SpilledBatches() {}

  /** The work on one batch. */
  public interface Work {

    /**
     * @param first index of the first cutout in the batch
     * @param inputs in the format of {@link allsky.inference.Classifier}
     * @param count number of cutouts in the batch
     */
    void on(int first, FloatBuffer inputs, int count);
  }

  /** Does the work on all cutouts, with the memory of one batch. */
  public static void forEach(CutoutSpillFile cutouts, Work work) {
    FloatBuffer inputs = buffer(cutouts);
    for (int first = 0; first < cutouts.size(); first += BATCH) {
      int count = Math.min(BATCH, cutouts.size() - first);
      read(cutouts, first, count, inputs);
      work.on(first, inputs, count);
    }
  }

  /**
   * The first cutouts of a file.
   *
   * @param count 1 to {@value #BATCH}, and at most the number of cutouts
   */
  public static FloatBuffer first(CutoutSpillFile cutouts, int count) {
    FloatBuffer inputs = buffer(cutouts);
    read(cutouts, 0, count, inputs);
    return inputs;
  }

  private static FloatBuffer buffer(CutoutSpillFile cutouts) {
    return ByteBuffer.allocateDirect(Float.BYTES * BATCH * cutouts.recipe().length())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static void read(CutoutSpillFile cutouts, int first, int count, FloatBuffer inputs) {
    int length = cutouts.recipe().length();
    float[] one = new float[length];
    for (int i = 0; i < count; i++) {
      cutouts.fill(first + i, one, 0);
      inputs.put(i * length, one);
    }
  }
}
