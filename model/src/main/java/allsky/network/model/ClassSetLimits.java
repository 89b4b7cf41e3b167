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
 * @param minimumProbabilityByW1 limits for a range of W1, by the bright edge of the range in Vega
 *     mag; the first range reaches to brighter sources too, and each ends where the next begins. A
 *     source without W1 has {@code minimumProbability}. Empty for few validation cutouts, and in
 *     models of older versions
 */
public record ClassSetLimits(
    double coverage,
    SortedMap<SourceClass, Double> minimumProbability,
    SortedMap<SourceClass, Integer> validationCutouts,
    SortedMap<Double, SortedMap<SourceClass, Double>> minimumProbabilityByW1)
    implements Serializable {

  /** Limits that do not depend on W1. */
  public ClassSetLimits(
      double coverage,
      SortedMap<SourceClass, Double> minimumProbability,
      SortedMap<SourceClass, Integer> validationCutouts) {
    this(coverage, minimumProbability, validationCutouts, new TreeMap<>());
  }

  public ClassSetLimits {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("Invalid coverage (0 to 1): " + coverage);
    }
    if (!minimumProbability.values().stream().allMatch(p -> p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("Invalid limits (0 to 1): " + minimumProbability);
    }
    minimumProbability = Collections.unmodifiableSortedMap(new TreeMap<>(minimumProbability));
    validationCutouts = Collections.unmodifiableSortedMap(new TreeMap<>(validationCutouts));
    minimumProbabilityByW1 =
        minimumProbabilityByW1 == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(minimumProbabilityByW1));
  }
}
