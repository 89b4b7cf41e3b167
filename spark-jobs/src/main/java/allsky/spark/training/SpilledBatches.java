package allsky.spark.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Takes all cutouts of a scratch file through a network, batch after batch in their order. */
final class SpilledBatches {

  private static final int BATCH = 32;

  private SpilledBatches() {}

  /** What is done with a batch. */
  interface Work {

    /**
     * @param first number of the batch's first cutout
     * @param inputs as {@link allsky.inference.Classifier} takes them
     * @param count how many
     */
    void on(int first, FloatBuffer inputs, int count);
  }

  /** Does the work on all cutouts; memory is that of one batch. */
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
