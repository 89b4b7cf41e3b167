package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.astrometry.Astrometry;
import allsky.spark.columns.astrometry.AstrometryChoice;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that apply positional errors and proper motions in a match. */
@Heading.Under(Heading.MATCHING)
public final class AstrometryOptions {

  @Option(
      names = "--max-sigmas",
      paramLabel = "S",
      description =
          "Also use positional errors. A match then has a separation of at most S times "
              + "the combined error, which is the root of the sum of the squares of both "
              + "errors. The nearest partner is the one with the smallest ratio of separation "
              + "to combined error. An error that is empty, 0, negative or a placeholder "
              + "(999, 9999 ...) counts as 0.")
  private Double maxSigmas;

  @Option(
      names = "--systematic-error-arcsec",
      paramLabel = "E",
      description =
          "Systematic error in arcsec that is added to the combined error in quadrature, with "
              + "--max-sigmas. It is also the error of pairs whose errors are unknown. Default: 0.")
  private Double systematicError;

  @Option(
      names = "--match-epoch",
      paramLabel = "YEAR",
      description =
          "Compare positions at this Julian year, such as 2010.5. Rows with a proper "
              + "motion and an epoch are moved to this year. Other rows keep their position. "
              + "A placeholder (-999, -9999 ...) or a value above 20 arcsec/yr is no proper "
              + "motion.")
  private Double matchEpoch;

  @Mixin private final AstrometryColumnOptions sources = AstrometryColumnOptions.ofSources();

  @Mixin private final AstrometryColumnOptions spectra = AstrometryColumnOptions.ofSpectra();

  @Mixin private final EllipseColumnOptions sourceEllipses = EllipseColumnOptions.ofSources();

  @Mixin private final EllipseColumnOptions spectrumEllipses = EllipseColumnOptions.ofSpectra();

  /** The columns of an input that the user names. */
  public AstrometryChoice choice(TableInput input) {
    return input.option().equals("--sources")
        ? sources.choice().withEllipse(sourceEllipses.choice())
        : spectra.choice().withEllipse(spectrumEllipses.choice());
  }

  /** True if the rows of a catalog have radii. */
  public boolean hasRadii() {
    return sources.choice().radius().isPresent() || spectra.choice().radius().isPresent();
  }

  /** True if rows are compared at a common epoch. */
  public boolean movesRows() {
    return matchEpoch != null;
  }

  /** True if error ellipses count. */
  public boolean hasEllipses() {
    return sourceEllipses.choice().isPresent() || spectrumEllipses.choice().isPresent();
  }

  /** The largest separation in units of its error; infinite where errors do not count. */
  public double maxSigmas() {
    return maxSigmas == null ? Double.POSITIVE_INFINITY : maxSigmas;
  }

  /** The systematic error of each pair, arcsec. */
  public double systematicErrorArcsec() {
    return systematicError == null ? 0 : systematicError;
  }

  /**
   * @throws UserError where an option is out of its range or would have no effect
   */
  public void check() {
    if (matchEpoch != null && !Astrometry.isEpoch(matchEpoch)) {
      throw new UserError("Invalid --match-epoch (a Julian year, 1860 to 2200): " + matchEpoch);
    }
    if (systematicError != null && maxSigmas == null) {
      throw new UserError(
          "Invalid --systematic-error-arcsec (only with --max-sigmas): " + systematicError);
    }
    sources.check(maxSigmas != null, matchEpoch != null);
    spectra.check(maxSigmas != null, matchEpoch != null);
    sourceEllipses.check(maxSigmas != null, sources);
    spectrumEllipses.check(maxSigmas != null, spectra);
  }

  /** The errors and motions of a catalog that are used. */
  public Astrometry of(SourceTable table, TableInput input) {
    return Astrometry.of(table.rows().schema(), input, choice(input));
  }

  /** The errors and motions of a catalog of spectra that are used. */
  public Astrometry of(SpectrumTable table, TableInput input) {
    return table.astrometry(input, choice(input));
  }

  /**
   * A side with the errors and motions that the options ask for.
   *
   * @param log takes a line that names the columns, if errors or motions count
   * @throws UserError where the user names a motion or an epoch and the other is not known
   */
  public MatchInput applied(
      MatchInput side, TableInput input, Astrometry astrometry, Consumer<String> log) {
    if (maxSigmas != null || matchEpoch != null || astrometry.radiusArcsec().isPresent()) {
      log.accept(input + ": " + description(astrometry));
    }
    requireWhatIsNamed(input, astrometry);
    MatchInput limited = astrometry.radiusArcsec().map(side::withRadii).orElse(side);
    MatchInput moved = matchEpoch == null ? limited : limited.atEpoch(matchEpoch, astrometry);
    if (maxSigmas == null) {
      return moved;
    }
    MatchInput withErrors = astrometry.errorArcsec().map(moved::withErrors).orElse(moved);
    return astrometry.errorEllipse().map(withErrors::withEllipses).orElse(withErrors);
  }

  /** Which columns of a catalog were found, and whether its positions move, for people to read. */
  private String description(Astrometry astrometry) {
    List<String> words = new ArrayList<>(astrometry.roles());
    if (maxSigmas != null && astrometry.errorArcsec().isEmpty()) {
      words.add("no positional errors");
    }
    if (matchEpoch != null && astrometry.hasMotion()) {
      words.add("positions move to " + matchEpoch);
    } else if (matchEpoch != null) {
      words.add("no " + missing(astrometry) + ", positions do not move");
    }
    return String.join("; ", words);
  }

  /**
   * @throws UserError where neither side has the errors or motions that the options ask for
   */
  public void requireEffect(MatchInput left, MatchInput right) {
    if (maxSigmas != null
        && systematicErrorArcsec() == 0
        && left.position().errorArcsec().isEmpty()
        && right.position().errorArcsec().isEmpty()) {
      throw new UserError(
          "Cannot match by --max-sigmas "
              + maxSigmas
              + ": neither catalog has positional errors; name the columns with --ra-error-column and"
              + " --dec-error-column, or with --spectra-ra-error-column and"
              + " --spectra-dec-error-column.");
    }
    if (matchEpoch != null
        && left.position().epochYear().isEmpty()
        && right.position().epochYear().isEmpty()) {
      throw new UserError(
          "Cannot move positions to --match-epoch "
              + matchEpoch
              + ": neither catalog has proper motions and their epoch; name the columns with"
              + " --pm-ra-column, --pm-dec-column and --epoch-column, or with the same options"
              + " for --spectra.");
    }
  }

  /**
   * @throws UserError where a catalog has no errors and no systematic error is given, so that the
   *     probabilities of pairs are not known
   */
  public void requireErrors(MatchInput left, MatchInput right) {
    boolean hasLeft = left.position().errorArcsec().isPresent();
    boolean hasRight = right.position().errorArcsec().isPresent();
    if (systematicErrorArcsec() == 0 && !(hasLeft && hasRight)) {
      throw new UserError(
          String.format(
              "Cannot compute --probability: %s has no positional errors; name its columns with"
                  + " %sra-error-column, or give the error of all pairs with"
                  + " --systematic-error-arcsec.",
              hasLeft ? "--spectra" : "--sources", hasLeft ? "--spectra-" : "--"));
    }
  }

  private void requireWhatIsNamed(TableInput input, Astrometry astrometry) {
    boolean namesMotion = choice(input).pmRa().isPresent() || choice(input).epoch().isPresent();
    if (namesMotion && !astrometry.hasMotion()) {
      String options =
          astrometry.pmRaMasPerYear().isEmpty()
              ? input.columnOption("pm-ra") + " and " + input.columnOption("pm-dec")
              : input.columnOption("epoch") + " (a column or a year)";
      throw new UserError(
          String.format(
              "Cannot move the positions of %s: no %s; name it with %s.",
              input, missing(astrometry), options));
    }
  }

  private static String missing(Astrometry astrometry) {
    return astrometry.pmRaMasPerYear().isEmpty() ? "proper motion" : "epoch";
  }
}
