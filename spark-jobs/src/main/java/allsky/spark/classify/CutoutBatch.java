package allsky.spark.classify;

import allsky.cutout.input.InputRecipe;
import allsky.cutout.input.NetworkInput;
import allsky.cutout.measure.CutoutMeasures;
import allsky.inference.NetworkOutput;
import allsky.inference.queue.DeviceQueue;
import allsky.inference.queue.Pending;
import java.nio.FloatBuffer;

/** Collects cutouts as the network's input, and classifies them together. */
final class CutoutBatch {

  private static final double[] NO_MEASURES = {};

  private final DeviceQueue queue;
  private final NetworkInput input;
  private final float[] one;

  /** Null if the cutouts are not measured. */
  private final CutoutMeasures measures;

  private final int capacity;
  private FloatBuffer buffer;
  private int size;

  /**
   * @param capacity number of cutouts in a full batch
   * @param measured true to measure the pixels of the cutouts
   */
  CutoutBatch(InputRecipe recipe, DeviceQueue queue, int capacity, boolean measured) {
    this.queue = queue;
    this.input = new NetworkInput(recipe);
    this.one = new float[recipe.length()];
    this.capacity = capacity;
    this.measures = measured ? new CutoutMeasures(recipe) : null;
  }

  /**
   * Adds one cutout that is OK and the colours of its source; the batch must not be full. The first
   * one waits for a buffer.
   *
   * @return the measures of the pixels; empty if cutouts are not measured
   */
  double[] add(Pixels cutout, float[] colours) {
    if (buffer == null) {
      buffer = queue.buffer();
    }
    input.fill(cutout.pixels(), cutout.dx(), cutout.dy(), colours, one, 0);
    buffer.put(size * one.length, one);
    size++;
    return measures == null ? NO_MEASURES : measures.of(one, 0);
  }

  boolean isFull() {
    return size == capacity;
  }

  /**
   * Submits the cutouts and empties the batch, which must not be empty. The results are in the
   * order of the cutouts.
   */
  Pending<NetworkOutput> start(Postprocessor postprocessor) {
    FloatBuffer filled = buffer;
    int count = size;
    buffer = null;
    size = 0;
    return queue.run(filled, classifier -> postprocessor.output(classifier, filled, count));
  }

  /** Empties the batch without classifying it. */
  void discard() {
    if (buffer != null) {
      queue.giveBack(buffer);
    }
    buffer = null;
    size = 0;
  }
}
