package allsky.network.model;

import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data and the settings of a training.
 *
 * @param recipe the training options by name
 * @param seed the seed of weights, order and augmentation
 * @param trainingSetDigest SHA-256 over the training cutouts and labels, in hexadecimal
 * @param trainingCounts number of training cutouts of each class
 * @param validationCounts number of validation cutouts of each class
 */
public record TrainingSummary(
    SortedMap<String, String> recipe,
    long seed,
    String trainingSetDigest,
    SortedMap<SourceClass, Integer> trainingCounts,
    SortedMap<SourceClass, Integer> validationCounts)
    implements Serializable {

  public TrainingSummary {
    recipe = copy(recipe);
    trainingCounts = copy(trainingCounts);
    validationCounts = copy(validationCounts);
    if (trainingSetDigest == null) {
      throw new IllegalArgumentException("Invalid training set digest (must not be null): null");
    }
  }

  private static <K, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** The share of each class among the training cutouts. */
  public SortedMap<SourceClass, Double> classPriors() {
    double total = trainingCounts.values().stream().mapToInt(Integer::intValue).sum();
    SortedMap<SourceClass, Double> priors = new TreeMap<>();
    trainingCounts.forEach((sourceClass, count) -> priors.put(sourceClass, count / total));
    return priors;
  }
}
