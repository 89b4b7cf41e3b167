package allsky.spark.training;

import allsky.inference.Classifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What a classifier answers for all cutouts of a scratch file.
 *
 * @param values logits, row by row
 * @param labels the true class of each row
 */
public record ScratchLogits(float[] values, int[] labels) {

  private static final int BATCH = 32;

  /** Classifies all cutouts in their order. */
  public static ScratchLogits of(CutoutScratch cutouts, Classifier classifier) {
    int classes = classifier.shape().classes().size();
    int length = cutouts.recipe().length();
    float[] values = new float[cutouts.size() * classes];
    int[] labels = new int[cutouts.size()];
    float[] one = new float[length];
    FloatBuffer batch =
        ByteBuffer.allocateDirect(4 * BATCH * length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int first = 0; first < labels.length; first += BATCH) {
      int count = Math.min(BATCH, labels.length - first);
      for (int i = 0; i < count; i++) {
        labels[first + i] = cutouts.label(first + i);
        cutouts.fill(first + i, one, 0);
        batch.put(i * length, one);
      }
      float[] logits = classifier.logits(batch, count);
      System.arraycopy(logits, 0, values, first * classes, logits.length);
    }
    return new ScratchLogits(values, labels);
  }
}
