package allsky.training.loss;

import allsky.survey.SourceClass;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much a cutout of each class counts in the loss.
 *
 * @param balanced true where each class counts as much as any other, however few its cutouts
 * @param given the weights where they are not balanced; a class that is not named has 1
 */
public record ClassWeights(boolean balanced, SortedMap<SourceClass, Double> given) {

  /** Every cutout counts the same. */
  public static final ClassWeights NONE = new ClassWeights(false, new TreeMap<>());

  /** Weights N / (K n) of a class with n of the N cutouts, of K classes (King and Zeng 2001). */
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
   * Reads {@code none}, {@code balanced} or {@code STAR=1,GALAXY=0.5,QSO=4}.
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
      String[] words = entry.split("=", 2);
      SourceClass name = SourceClass.ofName(words[0].strip()).orElseThrow(() -> invalid(text));
      weights.put(name, number(words, text));
    }
    return new ClassWeights(false, new TreeMap<>(weights));
  }

  private static double number(String[] words, String text) {
    try {
      return Double.parseDouble(words[words.length - 1].strip());
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "Invalid class weights (none, balanced, or such as STAR=1,GALAXY=0.5,QSO=4): " + text);
  }

  /**
   * The weight of each class, in the order of the classes.
   *
   * @param counts training cutouts of each class, above 0
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
