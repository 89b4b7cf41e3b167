package allsky.metrics.prior;

import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Class priors: the share of each class among the sources.
 *
 * @param shares by class, 0 to 1; their sum is 1
 */
public record ClassPriors(SortedMap<SourceClass, Double> shares) implements Serializable {

  /** The sources of the shares of {@link #NATURAL}, as text for people. */
  public static final String NATURAL_SOURCE =
      "number counts at Galactic latitude 50 degrees to W1 = 17.8 (stars: Wainscoat et al. 1992;"
          + " galaxies: Fazio et al. 2004; QSO: Stern et al. 2012, Assef et al. 2013)";

  /**
   * The class priors of the sky (not of spectra): the number counts of the simulated sky to W1 =
   * 17.8 at a Galactic latitude of 50 degrees. Stars are more frequent near the Galactic plane and
   * among brighter sources.
   */
  public static final ClassPriors NATURAL =
      of(Map.of(SourceClass.STAR, 0.39, SourceClass.GALAXY, 0.594, SourceClass.QSO, 0.016));

  public ClassPriors {
    double sum = 0;
    for (double share : shares.values()) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("Invalid shares (0 to 1): " + shares);
      }
      sum += share;
    }
    if (!(Math.abs(sum - 1) < 1e-9)) {
      throw new IllegalArgumentException("Invalid shares (their sum is 1): " + shares);
    }
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
  }

  /** The class priors from numbers of sources, or from shares whose sum is only nearly 1. */
  public static ClassPriors of(Map<SourceClass, ? extends Number> amounts) {
    double sum = amounts.values().stream().mapToDouble(Number::doubleValue).sum();
    Map<SourceClass, Double> shares = new EnumMap<>(SourceClass.class);
    amounts.forEach((sourceClass, amount) -> shares.put(sourceClass, amount.doubleValue() / sum));
    return new ClassPriors(new TreeMap<>(shares));
  }

  /** The class priors that a model states; empty if it states none. */
  public static Optional<ClassPriors> stated(Map<SourceClass, Double> shares) {
    return shares.isEmpty() ? Optional.empty() : Optional.of(of(shares));
  }

  /**
   * The class priors after removing all other classes; empty if no class remains.
   *
   * @param classes the classes to keep
   */
  public Optional<ClassPriors> among(Set<SourceClass> classes) {
    SortedMap<SourceClass, Double> kept = new TreeMap<>(shares);
    kept.keySet().retainAll(classes);
    boolean isAny = kept.values().stream().anyMatch(share -> share > 0);
    return isAny ? Optional.of(of(kept)) : Optional.empty();
  }

  /** The share of a class; 0 if the class is not named. */
  public double share(SourceClass sourceClass) {
    return shares.getOrDefault(sourceClass, 0.0);
  }

  /** The classes with a share above 0. */
  public Set<SourceClass> known() {
    Set<SourceClass> known = EnumSet.noneOf(SourceClass.class);
    shares.forEach(
        (sourceClass, share) -> {
          if (share > 0) {
            known.add(sourceClass);
          }
        });
    return known;
  }
}
