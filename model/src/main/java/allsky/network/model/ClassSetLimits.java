package allsky.network.model;

import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The limits in a model's description by which a class belongs to the class set of a source.
 *
 * @param coverage the share of the sources of each class whose set has the class, 0 to 1
 * @param minimumProbability by class: the set of a source has the class if its probability, for the
 *     class priors of the training, is this or more, 0 to 1
 * @param validationCutouts number of validation cutouts of each class, from which the limit is
 *     calculated
 */
public record ClassSetLimits(
    double coverage,
    SortedMap<SourceClass, Double> minimumProbability,
    SortedMap<SourceClass, Integer> validationCutouts)
    implements Serializable {

  public ClassSetLimits {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("Invalid coverage (0 to 1): " + coverage);
    }
    if (!minimumProbability.values().stream().allMatch(p -> p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("Invalid limits (0 to 1): " + minimumProbability);
    }
    minimumProbability = Collections.unmodifiableSortedMap(new TreeMap<>(minimumProbability));
    validationCutouts = Collections.unmodifiableSortedMap(new TreeMap<>(validationCutouts));
  }
}
