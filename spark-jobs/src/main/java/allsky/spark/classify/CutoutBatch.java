package allsky.spark.classify;

import allsky.image.InputRecipe;
import allsky.image.NetworkInput;
import allsky.inference.Classifier;
import allsky.inference.Judgement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Gathers cutouts as the network's input and classifies them together. */
final class CutoutBatch {

  private final NetworkInput input;
  private final float[] one;
  private final FloatBuffer buffer;
  private final int capacity;
  private int size;

  /**
   * @param capacity cutouts of a full batch
   */
  CutoutBatch(InputRecipe recipe, int capacity) {
    this.input = new NetworkInput(recipe);
    this.one = new float[recipe.length()];
    this.capacity = capacity;
    this.buffer =
        ByteBuffer.allocateDirect(4 * capacity * recipe.length())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** Adds one cutout; the batch must not be full. */
  void add(float[] pixels, float dx, float dy) {
    input.fill(pixels, dx, dy, one, 0);
    buffer.put(size * one.length, one);
    size++;
  }

  boolean isFull() {
    return size == capacity;
  }

  /** Classifies and judges what was added, in that order, and empties the batch. */
  List<Judgement> classify(Classifier classifier, Judge judge) {
    if (size == 0) {
      return List.of();
    }
    List<Judgement> judgements = judge.judge(classifier, buffer, size);
    size = 0;
    return judgements;
  }
}
