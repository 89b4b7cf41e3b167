package allsky.calibration;

import allsky.network.NetworkShape;
import allsky.network.Tensor;
import allsky.network.TensorFile;
import allsky.network.model.TrainedModel;
import java.util.Map;

/**
 * The last layer of a network, which turns an embedding into logits.
 *
 * @param weights a row for each class
 * @param bias one for each class
 */
public record LastLayer(float[] weights, float[] bias) {

  private static final String WEIGHT = ".weight";

  /** The last layer of a model: the parameters with its number of classes and embedding size. */
  public static LastLayer of(TrainedModel model) {
    NetworkShape shape = model.description().shape();
    long classes = shape.classes().size();
    Map<String, Tensor> tensors =
        TensorFile.parse("the model's parameters", model.parameters()).tensors();
    String found =
        tensors.entrySet().stream()
            .filter(each -> each.getKey().endsWith(WEIGHT))
            .filter(each -> isMatrix(each.getValue().shape(), classes, shape.embeddingSize()))
            .map(Map.Entry::getKey)
            .reduce((first, second) -> second)
            .orElseThrow();
    String bias = found.substring(0, found.length() - WEIGHT.length()) + ".bias";
    return new LastLayer(tensors.get(found).values(), tensors.get(bias).values());
  }

  private static boolean isMatrix(long[] shape, long rows, long columns) {
    return shape.length == 2 && shape[0] == rows && shape[1] == columns;
  }

  /** The logits of an embedding. */
  public double[] logits(float[] embedding) {
    double[] logits = new double[bias.length];
    for (int c = 0; c < logits.length; c++) {
      logits[c] = bias[c];
      for (int i = 0; i < embedding.length; i++) {
        logits[c] += weights[c * embedding.length + i] * embedding[i];
      }
    }
    return logits;
  }
}
