package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.metrics.prior.ClassPriors;
import allsky.survey.SourceClass;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option that says in which mix of classes results are given beside the test set's own. */
public final class PriorsOptions {

  @Option(
      names = "--priors",
      paramLabel = "CLASS=SHARE",
      split = ",",
      description =
          "Class fractions on the sky. Default: STAR=0.39,GALAXY=0.594,QSO=0.016, from "
              + "number counts at Galactic latitude 50 degrees down to W1 = 17.8 mag.")
  private String[] priors;

  /**
   * The mix, with shares that are 1 together: the given one, else that of the classes that a model
   * was trained on.
   *
   * @param trained the model's classes with their shares in its training; empty where not known
   */
  public ClassPriors mix(Map<SourceClass, Double> trained) {
    return priors == null ? natural(trained) : parse(priors);
  }

  /** Throws the UserError of {@link #mix} where it would. */
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
   * The mix of the words of a {@code --priors}.
   *
   * @throws UserError where a class is missing, unknown or named twice, or a share is no number
   */
  static ClassPriors parse(String[] priors) {
    Map<SourceClass, Double> shares = new EnumMap<>(SourceClass.class);
    for (String prior : priors) {
      String[] words = prior.split("=", 2);
      SourceClass sourceClass =
          SourceClass.ofName(words[0])
              .orElseThrow(() -> new UserError("Invalid --priors (STAR, GALAXY or QSO): " + prior));
      check(shares.put(sourceClass, share(words)) == null, "Invalid --priors (once): %s", prior);
    }
    for (SourceClass sourceClass : SourceClass.values()) {
      check(shares.containsKey(sourceClass), "Invalid --priors (each class): no %s", sourceClass);
    }
    check(shares.values().stream().anyMatch(s -> s > 0), "Invalid --priors (one above 0): all 0");
    return ClassPriors.of(shares);
  }

  /** Where the mix is from, for people to read. */
  public String source() {
    return priors == null ? ClassPriors.NATURAL_SOURCE : "--priors";
  }

  private static double share(String[] words) {
    try {
      double share = words.length == 2 ? Double.parseDouble(words[1].strip()) : Double.NaN;
      if (share >= 0 && Double.isFinite(share)) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UserError("Invalid --priors (CLASS=SHARE, 0 or more): " + String.join("=", words));
  }
}
