package allsky.network.model;

import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.Collections;
import java.util.Optional;
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
 * @param simulated true if at least one training image is simulated; null if it is not known, as in
 *     models of older versions
 */
public record TrainingSummary(
    SortedMap<String, String> recipe,
    long seed,
    String trainingSetDigest,
    SortedMap<SourceClass, Integer> trainingCounts,
    SortedMap<SourceClass, Integer> validationCounts,
    Boolean simulated)
    implements Serializable {

  public TrainingSummary {
    recipe = copy(recipe);
    trainingCounts = copy(trainingCounts);
    validationCounts = copy(validationCounts);
    if (trainingSetDigest == null) {
      throw new IllegalArgumentException("Invalid training set digest (must not be null): null");
    }
  }

  /** A training whose images are not known to be simulated or not. */
  public TrainingSummary(
      SortedMap<String, String> recipe,
      long seed,
      String trainingSetDigest,
      SortedMap<SourceClass, Integer> trainingCounts,
      SortedMap<SourceClass, Integer> validationCounts) {
    this(recipe, seed, trainingSetDigest, trainingCounts, validationCounts, null);
  }

  /** The same training with the origin of its images. */
  public TrainingSummary withSimulated(boolean images) {
    return new TrainingSummary(
        recipe, seed, trainingSetDigest, trainingCounts, validationCounts, images);
  }

  /**
   * A remark for the user, if the model was trained on simulated images and gets others.
   *
   * @param images true if the images to classify are simulated
   */
  public Optional<String> remark(boolean images) {
    return Boolean.TRUE.equals(simulated) && !images
        ? Optional.of(
            "the model was trained on simulated images: its accuracy on real images was not"
                + " measured")
        : Optional.empty();
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
