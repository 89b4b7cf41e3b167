package allsky.spark.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Reads all cutouts of a spill file in batches, in their order. */
final class SpilledBatches {

  private static final int BATCH = 32;

  private SpilledBatches() {}

  /** The work on one batch. */
  interface Work {

    /**
     * @param first index of the first cutout in the batch
     * @param inputs in the format of {@link allsky.inference.Classifier}
     * @param count number of cutouts in the batch
     */
    void on(int first, FloatBuffer inputs, int count);
  }

  /** Does the work on all cutouts, with the memory of one batch. */
  static void forEach(CutoutSpillFile cutouts, Work work) {
    int length = cutouts.recipe().length();
    float[] one = new float[length];
    FloatBuffer inputs =
        ByteBuffer.allocateDirect(Float.BYTES * BATCH * length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int first = 0; first < cutouts.size(); first += BATCH) {
      int count = Math.min(BATCH, cutouts.size() - first);
      for (int i = 0; i < count; i++) {
        cutouts.fill(first + i, one, 0);
        inputs.put(i * length, one);
      }
      work.on(first, inputs, count);
    }
  }
}
