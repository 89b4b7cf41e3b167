package allsky.spark.training;

import allsky.DirectBuffers;
import allsky.training.data.LabelledCutouts;
import java.nio.FloatBuffer;

/** Reads labelled cutouts in batches, in their order. */
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
  public static void forEach(SplitExamples cutouts, Work work) {
    forEach(cutouts, cutouts.length(), work);
  }

  /**
   * Does the work on all inputs, with the memory of one batch.
   *
   * @param length floats of one input
   */
  static void forEach(LabelledCutouts cutouts, int length, Work work) {
    FloatBuffer inputs = buffer(length);
    for (int first = 0; first < cutouts.size(); first += BATCH) {
      int count = Math.min(BATCH, cutouts.size() - first);
      read(cutouts, length, first, count, inputs);
      work.on(first, inputs, count);
    }
  }

  /**
   * The first cutouts of a split.
   *
   * @param count 1 to {@value #BATCH}, and at most the number of cutouts
   */
  public static FloatBuffer first(SplitExamples cutouts, int count) {
    int length = cutouts.length();
    FloatBuffer inputs = buffer(length);
    read(cutouts, length, 0, count, inputs);
    return inputs;
  }

  private static FloatBuffer buffer(int length) {
    return DirectBuffers.floats(BATCH * length);
  }

  private static void read(
      LabelledCutouts cutouts, int length, int first, int count, FloatBuffer inputs) {
    float[] one = new float[length];
    for (int i = 0; i < count; i++) {
      cutouts.fill(first + i, one, 0);
      inputs.put(i * length, one);
    }
  }
}
