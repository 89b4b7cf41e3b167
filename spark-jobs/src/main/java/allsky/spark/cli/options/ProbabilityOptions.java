package allsky.spark.cli.options;

import allsky.spark.crossmatch.probability.ProbabilityReport;
import allsky.spark.crossmatch.request.CounterpartRule;
import allsky.spark.crossmatch.request.JoinKind;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that ask for the probabilities of the candidates. */
@Heading.Under(Heading.MATCHING)
final class ProbabilityOptions {

  @Option(
      names = "--probability",
      description =
          "Add the probability that each candidate is the counterpart of its source (match_probability,"
              + " p_i), and that any of them is (p_any), from the positional errors of both catalogs,"
              + " the separation and the local density of --spectra, as in nway. Needs --max-sigmas"
              + " of at least 3.")
  private boolean isAsked;

  @Option(
      names = "--match-fraction",
      paramLabel = "F",
      converter = FractionConverter.class,
      description =
          "Prior probability that a source has a counterpart, above 0 and below 1, for --probability."
              + " Default: the maximum-likelihood fraction for all sources of the match.")
  private Double fraction;

  @Option(
      names = "--prior-column",
      paramLabel = "NAME",
      description =
          "Column of --spectra, such as a magnitude, whose values count for --probability. Its"
              + " distribution is learned from the candidates with a probability of at least 0.9 by"
              + " their positions, and from all rows of --spectra. A row without a value has the"
              + " factor 1.")
  private String priorColumn;

  /** Tells picocli how a fraction is read. */
  static final class FractionConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      try {
        double fraction = Double.parseDouble(value);
        if (fraction > 0 && fraction < 1) {
          return fraction;
        }
      } catch (NumberFormatException e) {
        // The same message as for a number out of range.
      }
      throw new TypeConversionException("expected a number above 0 and below 1, but was " + value);
    }
  }

  /**
   * @throws allsky.UserError where an option would have no effect
   */
  void check(double maxSigmas, JoinKind join) {
    OptionCheck.check(
        isAsked || fraction == null,
        "Invalid --match-fraction %s (only with --probability).",
        fraction);
    OptionCheck.check(
        isAsked || priorColumn == null,
        "Invalid --prior-column %s (only with --probability).",
        priorColumn);
    OptionCheck.check(
        !isAsked || Double.isFinite(maxSigmas),
        "Invalid --probability (only with --max-sigmas, because it uses the positional errors).");
    OptionCheck.check(
        !isAsked || maxSigmas >= ProbabilityReport.MIN_SIGMAS,
        "Invalid --max-sigmas %s (at least %.0f with --probability, so that few true pairs are left"
            + " out).",
        maxSigmas,
        ProbabilityReport.MIN_SIGMAS);
    OptionCheck.check(
        !isAsked || join != JoinKind.ANTI,
        "Invalid --probability (not with --join anti, which writes no pairs).");
  }

  /** What is asked. */
  CounterpartRule rule() {
    return new CounterpartRule(
        isAsked, fraction == null ? Double.NaN : fraction, priorColumn != null);
  }

  /** The column of --spectra that counts as a prior. */
  Optional<String> priorColumn() {
    return Optional.ofNullable(priorColumn);
  }
}
