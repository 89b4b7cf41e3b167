package allsky.network.model;

import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The W1 magnitudes of the training sources, in a model's description; Vega mag.
 *
 * @param brightest of the brightest source
 * @param percentile99 99 % of the sources are brighter, or as bright
 * @param faintest of the faintest source
 * @param classCounts by the bright edge of a step of {@value #STEP_MAG} mag: the number of sources
 *     of each class in the step; without empty steps. A network sees how bright a source is, so it
 *     learns these frequencies too
 */
public record TrainingW1(
    double brightest,
    double percentile99,
    double faintest,
    SortedMap<Double, SortedMap<SourceClass, Integer>> classCounts)
    implements Serializable {

  /** The width of a step of {@code classCounts}. */
  public static final double STEP_MAG = 0.5;

  public TrainingW1 {
    if (!(brightest <= percentile99 && percentile99 <= faintest)) {
      throw new IllegalArgumentException(
          "Invalid W1 range (ascending): %s, %s, %s".formatted(brightest, percentile99, faintest));
    }
    if (classCounts == null || classCounts.isEmpty()) {
      throw new IllegalArgumentException("Invalid class counts by W1 (one or more): none");
    }
    classCounts = Collections.unmodifiableSortedMap(new TreeMap<>(classCounts));
  }
}
