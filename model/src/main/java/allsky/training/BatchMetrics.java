package allsky.training;

import allsky.network.Softmax;
import allsky.training.data.Batch;
import java.util.Arrays;

/**
 * Sums over the cutouts of one or more batches.
 *
 * @param cutouts number of cutouts
 * @param lossSum sum of their cross entropies, in nats
 * @param right number of cutouts whose true class has the highest logit
 */
record BatchMetrics(int cutouts, double lossSum, int right) {

  static final BatchMetrics NONE = new BatchMetrics(0, 0, 0);

  /** Compares a batch's logits with its labels. */
  static BatchMetrics of(float[] logits, Batch batch) {
    int classes = logits.length / batch.size();
    double lossSum = 0;
    int right = 0;
    for (int i = 0; i < batch.size(); i++) {
      float[] row = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
      int label = batch.labels()[i];
      lossSum -= Softmax.logProbability(row, label, 1);
      right += indexOfLargest(row) == label ? 1 : 0;
    }
    return new BatchMetrics(batch.size(), lossSum, right);
  }

  private static int indexOfLargest(float[] row) {
    int largest = 0;
    for (int i = 1; i < row.length; i++) {
      largest = row[i] > row[largest] ? i : largest;
    }
    return largest;
  }

  BatchMetrics plus(BatchMetrics other) {
    return new BatchMetrics(cutouts + other.cutouts, lossSum + other.lossSum, right + other.right);
  }

  double loss() {
    return lossSum / cutouts;
  }

  double accuracy() {
    return (double) right / cutouts;
  }
}
