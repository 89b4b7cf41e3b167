package allsky.training.loss;

import allsky.survey.ClassEntry;
import allsky.survey.SourceClass;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The weight of each class in the loss.
 *
 * @param balanced true if all classes have the same total weight, independent of their numbers of
 *     cutouts
 * @param given the weights if they are not balanced; a class that is not named has weight 1
 */
public record ClassWeights(boolean balanced, SortedMap<SourceClass, Double> given) {

  /** All cutouts have the same weight. */
  public static final ClassWeights NONE = new ClassWeights(false, new TreeMap<>());

  /** The weight N / (K n) for a class with n of N cutouts and K classes (King and Zeng 2001). */
  public static final ClassWeights BALANCED = new ClassWeights(true, new TreeMap<>());

  public ClassWeights {
    given.forEach(
        (sourceClass, weight) -> {
          if (!(weight > 0) || weight.isInfinite()) {
            throw new IllegalArgumentException(
                "Invalid weight of %s (above 0): %s".formatted(sourceClass, weight));
          }
        });
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
  }

  /**
   * Parses {@code none}, {@code balanced} or a list such as {@code STAR=1,GALAXY=0.5,QSO=4}.
   *
   * @throws IllegalArgumentException for another text
   */
  public static ClassWeights parse(String text) {
    return switch (text) {
      case "none" -> NONE;
      case "balanced" -> BALANCED;
      default -> named(text);
    };
  }

  private static ClassWeights named(String text) {
    Map<SourceClass, Double> weights = new EnumMap<>(SourceClass.class);
    for (String entry : text.split(",", -1)) {
      ClassEntry weight = ClassEntry.of(entry);
      SourceClass name = weight.sourceClass().orElseThrow(() -> invalid(text));
      weights.put(name, weight.number().orElseThrow(() -> invalid(text)));
    }
    return new ClassWeights(false, new TreeMap<>(weights));
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "Invalid class weights (none, balanced, or such as STAR=1,GALAXY=0.5,QSO=4): " + text);
  }

  /**
   * The weight of each class, in the order of the classes.
   *
   * @param counts number of training cutouts of each class, above 0
   */
  public double[] of(List<SourceClass> classes, Map<SourceClass, Integer> counts) {
    double[] weights = new double[classes.size()];
    double all = classes.stream().mapToInt(counts::get).sum();
    for (int i = 0; i < weights.length; i++) {
      SourceClass sourceClass = classes.get(i);
      weights[i] =
          balanced
              ? all / (classes.size() * counts.get(sourceClass))
              : given.getOrDefault(sourceClass, 1.0);
    }
    return weights;
  }

  @Override
  public String toString() {
    if (balanced) {
      return "balanced";
    }
    String entries =
        given.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(","));
    return entries.isEmpty() ? "none" : entries;
  }
}
