package allsky.calibration;

import allsky.network.Softmax;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The class probabilities that the network gives for one cutout.
 *
 * @param classes the classes in the network's order
 * @param probabilities one for each class, 0 to 1; their sum is 1
 */
public record Prediction(List<SourceClass> classes, List<Double> probabilities) {

  public Prediction {
    if (classes.size() != probabilities.size()) {
      throw new IllegalArgumentException(
          "Invalid probabilities (one for each of %d classes): %s"
              .formatted(classes.size(), probabilities));
    }
    classes = List.copyOf(classes);
    probabilities = List.copyOf(probabilities);
  }

  /** The probabilities of one row of logits at a temperature. */
  public static Prediction of(List<SourceClass> classes, float[] logits, double temperature) {
    double[] probabilities = Softmax.of(logits, temperature);
    return new Prediction(classes, Arrays.stream(probabilities).boxed().toList());
  }

  /** The predictions of all rows of a classifier's logits. */
  public static List<Prediction> allOf(
      List<SourceClass> classes, float[] logits, double temperature) {
    int width = classes.size();
    List<Prediction> predictions = new ArrayList<>(logits.length / width);
    for (int row = 0; row < logits.length; row += width) {
      predictions.add(of(classes, Arrays.copyOfRange(logits, row, row + width), temperature));
    }
    return predictions;
  }

  /**
   * The probabilities of the same logits at another temperature: p_i^(old / new), divided by the
   * sum over all classes.
   *
   * @param temperature the temperature of these probabilities (old)
   * @param other the wanted temperature (new)
   */
  public Prediction atTemperature(double temperature, double other) {
    double[] powers =
        probabilities.stream().mapToDouble(p -> Math.pow(p, temperature / other)).toArray();
    double sum = Arrays.stream(powers).sum();
    return new Prediction(classes, Arrays.stream(powers).mapToObj(power -> power / sum).toList());
  }

  /** The most probable class; the first one if several are equally probable. */
  public SourceClass best() {
    return classes.get(probabilities.indexOf(confidence()));
  }

  /** The largest probability. */
  public double confidence() {
    return probabilities.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * The probability of a class.
   *
   * @throws IllegalArgumentException if the network does not have the class
   */
  public double probability(SourceClass sourceClass) {
    int index = classes.indexOf(sourceClass);
    if (index < 0) {
      throw new IllegalArgumentException("Invalid class (one of " + classes + "): " + sourceClass);
    }
    return probabilities.get(index);
  }
}
