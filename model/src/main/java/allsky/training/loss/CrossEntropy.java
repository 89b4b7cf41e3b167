package allsky.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import allsky.network.engine.Scalars;
import allsky.training.data.Batch;

/**
 * The cross entropy of a batch with class weights w and label smoothing e: - sum_i sum_c t_ic log
 * softmax(z_i)_c / sum_i w_yi. For K classes t_ic is e w_c / K, plus (1 - e) w_c if c is the label
 * y_i. This is the mean that torch.nn.CrossEntropyLoss calculates. In a batch of mixed cutouts the
 * t_ic are mixed as the pixels; the sum of the weights stays the same.
 */
public final class CrossEntropy {

  private final double smoothing;
  private final double[] weights;

  /**
   * @param weights weights of the classes, in the network's order
   */
  public CrossEntropy(double smoothing, double[] weights) {
    this.smoothing = smoothing;
    this.weights = weights.clone();
  }

  /** The loss as an array of one number, for which gradients can be calculated. */
  public NDArray of(NDArray logits, Batch batch) {
    int classes = weights.length;
    float[] targets = new float[batch.size() * classes];
    double weightSum = 0;
    for (int i = 0; i < batch.size(); i++) {
      int label = batch.labels()[i];
      weightSum += weights[label];
      for (int c = 0; c < classes; c++) {
        double share = smoothing / classes + (c == label ? 1 - smoothing : 0);
        targets[i * classes + c] = (float) (share * weights[c]);
      }
    }
    batch.mixRows(targets, classes);
    NDArray target = logits.getManager().create(targets, new Shape(batch.size(), classes));
    NDArray sum = logits.logSoftmax(1).mul(target).sum().neg();
    return Scalars.dividedBy(sum, (float) weightSum);
  }
}
