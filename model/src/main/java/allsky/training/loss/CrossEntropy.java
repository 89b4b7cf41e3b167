package allsky.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import allsky.training.data.Batch;

/**
 * The loss of a batch, - sum_i sum_c t_ic log softmax(z_i)_c / sum_i w_yi. With the weight w of
 * each class and the smoothing e over K classes, t_ic is e w_c / K, and (1 - e) w_c more where c is
 * the label y_i: the mean that torch.nn.CrossEntropyLoss takes.
 */
public final class CrossEntropy {

  private final double smoothing;
  private final double[] weights;

  /**
   * @param weights of the classes, in the network's order
   */
  public CrossEntropy(double smoothing, double[] weights) {
    this.smoothing = smoothing;
    this.weights = weights.clone();
  }

  /** The loss as an array of one number, through which gradients go. */
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
    NDArray target = logits.getManager().create(targets, new Shape(batch.size(), classes));
    return logits.logSoftmax(1).mul(target).sum().neg().div((float) weightSum);
  }
}
