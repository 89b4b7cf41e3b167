package allsky.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import allsky.network.Network;
import allsky.network.Tensor;
import allsky.network.TensorFile;
import java.util.Map;

/**
 * A network whose weights are the exponential moving average of the weights of a network in
 * training, learned statistics included (Polyak and Juditsky 1992; the form of Tarvainen and
 * Valpola 2017, section 3). In the first steps the average is shorter: step t keeps at most (1 + t)
 * / (10 + t) of the old average.
 */
final class AveragedNetwork {

  private final double decay;
  private final Network trained;
  private final Network average;

  /**
   * Begins with the weights of the network.
   *
   * @param manager owns the averages
   * @param decay share of the old average in a step, above 0 and below 1
   */
  AveragedNetwork(NDManager manager, Network trained, double decay) {
    this.decay = decay;
    this.trained = trained;
    this.average = Network.of(trained.shape());
    average.load(manager, TensorFile.of(Map.of(), trained.weights().tensors()));
    average.weights().freeze();
  }

  /**
   * Adds the weights after a step.
   *
   * @param temporary owns the intermediate arrays
   * @param step number of steps so far, from 1
   */
  void add(NDManager temporary, int step) {
    double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
    NDArray oldShare = temporary.create((float) kept);
    NDArray newShare = temporary.create((float) (1 - kept));
    Map<String, NDArray> averages = average.weights().arrays();
    trained
        .weights()
        .arrays()
        .forEach(
            (name, weight) -> {
              try (NDArray share = weight.mul(newShare)) {
                averages.get(name).muli(oldShare).addi(share);
              }
            });
  }

  /** The network with the averages. */
  Network network() {
    return average;
  }

  /** Continues from saved averages. */
  void restore(NDManager manager, Map<String, Tensor> averages) {
    average.load(manager, TensorFile.of(Map.of(), averages));
  }
}
