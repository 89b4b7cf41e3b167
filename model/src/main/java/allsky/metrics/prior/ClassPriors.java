package allsky.metrics.prior;

import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How large a share of the sources each class has.
 *
 * @param shares by class, 0 to 1, with sum 1
 */
public record ClassPriors(SortedMap<SourceClass, Double> shares) implements Serializable {

  /** Where the shares of {@link #NATURAL} are from, for people to read. */
  public static final String NATURAL_SOURCE =
      "number counts at Galactic latitude 50 degrees to W1 = 17.8 (stars: Wainscoat et al. 1992;"
          + " galaxies: Fazio et al. 2004; QSO: Stern et al. 2012, Assef et al. 2013)";

  /**
   * The mix of the sky, not of spectra: the number counts of the simulated sky, to W1 = 17.8 at 50
   * degrees of Galactic latitude. Nearer to the plane and among brighter sources stars prevail.
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
      throw new IllegalArgumentException("Invalid shares (sum 1): " + shares);
    }
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
  }

  /** The mix of numbers of sources, or of shares that are only nearly 1 together. */
  public static ClassPriors of(Map<SourceClass, ? extends Number> amounts) {
    double sum = amounts.values().stream().mapToDouble(Number::doubleValue).sum();
    Map<SourceClass, Double> shares = new EnumMap<>(SourceClass.class);
    amounts.forEach((sourceClass, amount) -> shares.put(sourceClass, amount.doubleValue() / sum));
    return new ClassPriors(new TreeMap<>(shares));
  }

  /**
   * The mix without the sources of other classes; empty where it has none of these.
   *
   * @param classes those that are kept
   */
  public Optional<ClassPriors> among(Set<SourceClass> classes) {
    SortedMap<SourceClass, Double> kept = new TreeMap<>(shares);
    kept.keySet().retainAll(classes);
    boolean isAny = kept.values().stream().anyMatch(share -> share > 0);
    return isAny ? Optional.of(of(kept)) : Optional.empty();
  }

  /** The share of a class; 0 where it is not named. */
  public double share(SourceClass sourceClass) {
    return shares.getOrDefault(sourceClass, 0.0);
  }
}
