package allsky.metrics.prior;

import allsky.network.model.ModelDescription;
import allsky.network.model.TrainingW1;
import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The class priors of a training set, complete and by W1. A network sees how bright a source is. So
 * its probabilities hold for the class frequencies of the training sources of the same brightness,
 * not for those of all of them. A network learns frequencies from many sources only, so a step with
 * few sources also has those of the steps around it.
 *
 * @param all of all training sources
 * @param byW1 by the bright edge of a step of {@link TrainingW1#STEP_MAG}; empty if the model does
 *     not state them
 */
public record TrainedPriors(ClassPriors all, SortedMap<Double, ClassPriors> byW1)
    implements Serializable {

  /**
   * Number of sources with the class fractions of {@code all} that are added to each step, so that
   * a class without a source is not impossible (a Dirichlet prior).
   */
  private static final double ADDED_SOURCES = 5;

  /**
   * Minimum number of sources. A step with fewer also counts its neighbours: the same number of
   * steps on both sides, until there are enough sources or no more steps.
   */
  private static final int MIN_SOURCES = 500;

  public TrainedPriors {
    byW1 = new TreeMap<>(byW1);
  }

  /** The class priors of a training set without magnitudes. */
  public static TrainedPriors of(ClassPriors all) {
    return new TrainedPriors(all, new TreeMap<>());
  }

  /** Those that a model states; empty if it states none. */
  public static Optional<TrainedPriors> stated(ModelDescription model) {
    return ClassPriors.stated(model.classPriors())
        .map(all -> model.trainingW1() == null ? of(all) : of(all, model.trainingW1()));
  }

  private static TrainedPriors of(ClassPriors all, TrainingW1 magnitudes) {
    SortedMap<Double, SortedMap<SourceClass, Integer>> counts = magnitudes.classCounts();
    SortedMap<Double, ClassPriors> steps = new TreeMap<>();
    for (double edge : counts.keySet()) {
      steps.put(edge, smoothed(all, around(edge, counts)));
    }
    return new TrainedPriors(all, steps);
  }

  private static Map<SourceClass, Integer> around(
      double edge, SortedMap<Double, SortedMap<SourceClass, Integer>> counts) {
    for (double reach = 0; ; reach += TrainingW1.STEP_MAG) {
      SortedMap<Double, SortedMap<SourceClass, Integer>> near =
          counts.subMap(edge - reach, Math.nextUp(edge + reach));
      Map<SourceClass, Integer> sums = new EnumMap<>(SourceClass.class);
      near.values()
          .forEach(step -> step.forEach((each, count) -> sums.merge(each, count, Integer::sum)));
      int sources = sums.values().stream().mapToInt(count -> count).sum();
      if (sources >= MIN_SOURCES || near.size() == counts.size()) {
        return sums;
      }
    }
  }

  private static ClassPriors smoothed(ClassPriors all, Map<SourceClass, Integer> counts) {
    Map<SourceClass, Double> amounts = new EnumMap<>(SourceClass.class);
    all.shares()
        .forEach(
            (each, share) ->
                amounts.put(each, counts.getOrDefault(each, 0) + ADDED_SOURCES * share));
    return ClassPriors.of(amounts);
  }

  /** True if they depend on W1. */
  public boolean isByW1() {
    return !byW1.isEmpty();
  }

  /**
   * The class priors of the training sources as bright as a source. For a source that is brighter
   * or fainter than all of them they are those of the nearest step.
   *
   * @param w1 Vega mag; NaN for a source without W1, which gets those of all training sources
   */
  public ClassPriors at(double w1) {
    if (byW1.isEmpty() || Double.isNaN(w1)) {
      return all;
    }
    double edge = Math.floor(w1 / TrainingW1.STEP_MAG) * TrainingW1.STEP_MAG;
    ClassPriors step = byW1.get(edge);
    if (step != null) {
      return step;
    }
    SortedMap<Double, ClassPriors> brighter = byW1.headMap(edge);
    SortedMap<Double, ClassPriors> fainter = byW1.tailMap(edge);
    if (brighter.isEmpty()) {
      return byW1.get(fainter.firstKey());
    }
    boolean isFainterNearer =
        !fainter.isEmpty() && fainter.firstKey() - edge < edge - brighter.lastKey();
    return byW1.get(isFainterNearer ? fainter.firstKey() : brighter.lastKey());
  }
}
