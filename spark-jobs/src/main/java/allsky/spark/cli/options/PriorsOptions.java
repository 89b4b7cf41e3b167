package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.metrics.prior.ClassPriors;
import allsky.survey.ClassEntry;
import allsky.survey.SourceClass;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option that gives the class fractions on the sky. */
@Heading.Under(Heading.PROBABILITIES)
public final class PriorsOptions {

  @Option(
      names = "--priors",
      paramLabel = "CLASS=SHARE",
      split = ",",
      description =
          "Class fractions on the sky, for which metrics are given a second time. "
              + "Default: STAR=0.39,GALAXY=0.594,QSO=0.016, from number counts at Galactic "
              + "latitude 50 degrees down to W1 = 17.8 mag.")
  private String[] priors;

  /**
   * The class fractions, which add up to 1: the given ones, or the natural ones among the classes
   * of a model.
   *
   * @param trained the class fractions of the training set of the model; empty if not known
   */
  public ClassPriors priorsFor(Map<SourceClass, Double> trained) {
    return priors == null ? natural(trained) : parse(priors);
  }

  /**
   * @throws UserError if {@code --priors} is given and invalid
   */
  public void requireValid() {
    if (priors != null) {
      parse(priors);
    }
  }

  private static ClassPriors natural(Map<SourceClass, Double> trained) {
    Set<SourceClass> classes = EnumSet.noneOf(SourceClass.class);
    trained.forEach(
        (sourceClass, share) -> {
          if (share > 0) {
            classes.add(sourceClass);
          }
        });
    return ClassPriors.NATURAL.among(classes).orElse(ClassPriors.NATURAL);
  }

  /**
   * Reads the entries of {@code --priors}.
   *
   * @throws UserError if a class is missing, unknown or given twice, or a share is no number
   */
  static ClassPriors parse(String[] priors) {
    Map<SourceClass, Double> shares = new EnumMap<>(SourceClass.class);
    for (String prior : priors) {
      ClassEntry given = ClassEntry.of(prior);
      SourceClass sourceClass = OptionCheck.sourceClass("--priors", given.name());
      check(
          shares.put(sourceClass, share(given)) == null,
          "Invalid --priors (each class once): %s",
          prior);
    }
    for (SourceClass sourceClass : SourceClass.values()) {
      check(shares.containsKey(sourceClass), "Invalid --priors (each class): no %s", sourceClass);
    }
    check(
        shares.values().stream().anyMatch(s -> s > 0),
        "Invalid --priors (at least one above 0): all are 0");
    return ClassPriors.of(shares);
  }

  /** The source of the fractions, for people. */
  public String source() {
    return priors == null ? ClassPriors.NATURAL_SOURCE : "--priors";
  }

  private static double share(ClassEntry given) {
    double share = given.number().orElse(Double.NaN);
    check(
        share >= 0 && Double.isFinite(share),
        "Invalid --priors (CLASS=SHARE, 0 or more): %s",
        given);
    return share;
  }
}
