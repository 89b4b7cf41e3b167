package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.columns.astrometry.AstrometryChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * The options that name one catalog's columns of errors, motions, epochs and radii: {@code
 * --pm-ra-column} for the sources, {@code --spectra-pm-ra-column} for the spectra. They are made by
 * hand, because an annotation spells its option in one way only.
 */
@Command
@Heading.Under(Heading.COLUMNS)
final class AstrometryColumnOptions {

  private final OptionSpec raError;
  private final OptionSpec decError;
  private final OptionSpec pmRa;
  private final OptionSpec pmDec;
  private final OptionSpec epoch;
  private final OptionSpec radius;

  private AstrometryColumnOptions(
      OptionSpec raError,
      OptionSpec decError,
      OptionSpec pmRa,
      OptionSpec pmDec,
      OptionSpec epoch,
      OptionSpec radius) {
    this.raError = raError;
    this.decError = decError;
    this.pmRa = pmRa;
    this.pmDec = pmDec;
    this.epoch = epoch;
    this.radius = radius;
  }

  /** The options for --sources. */
  static AstrometryColumnOptions ofSources() {
    return new AstrometryColumnOptions(
        option(
            "--ra-error-column",
            "Column with the 1-sigma error of right ascension, including the factor cos(dec), in arcsec"
                + " unless the column has a unit. Without --dec-error-column it is the error of both axes."),
        option(
            "--dec-error-column",
            "Column with the 1-sigma error of declination, in arcsec unless the column has a unit."),
        option(
            "--pm-ra-column",
            "Column with the proper motion in right ascension times cos(dec), in mas/yr unless the"
                + " column has a unit."),
        option(
            "--pm-dec-column",
            "Column with the proper motion in declination, in mas/yr unless the column has a unit."),
        option(
            "--epoch-column",
            "Column with the epoch of the positions (Julian year or MJD), or one Julian year for all rows."),
        option(
            "--radius-column",
            "Column with the radius of each row, in arcsec unless the column has a unit. Two rows pair"
                + " if their separation is at most the sum of their radii, and at most --radius-arcsec."
                + " Rows of a catalog without such a column have the radius 0. A row whose radius is"
                + " empty or negative is rejected."));
  }

  /** The options for --spectra. */
  static AstrometryColumnOptions ofSpectra() {
    return new AstrometryColumnOptions(
        option("--spectra-ra-error-column", "Same as --ra-error-column, for --spectra."),
        option("--spectra-dec-error-column", "Same as --dec-error-column, for --spectra."),
        option("--spectra-pm-ra-column", "Same as --pm-ra-column, for --spectra."),
        option("--spectra-pm-dec-column", "Same as --pm-dec-column, for --spectra."),
        option("--spectra-epoch-column", "Same as --epoch-column, for --spectra."),
        option("--spectra-radius-column", "Same as --radius-column, for --spectra."));
  }

  /** Hands the options to the command line's parser. */
  @Spec
  void addTo(CommandSpec spec) {
    spec.addOption(raError);
    spec.addOption(decError);
    spec.addOption(pmRa);
    spec.addOption(pmDec);
    spec.addOption(epoch);
    spec.addOption(radius);
  }

  /** True if the user names a column of circular errors. */
  boolean namesErrors() {
    return isGiven(raError) || isGiven(decError);
  }

  AstrometryChoice choice() {
    return AstrometryChoice.ofNullable(
            raError.getValue(),
            decError.getValue(),
            pmRa.getValue(),
            pmDec.getValue(),
            epoch.getValue())
        .withRadius(radius.getValue());
  }

  /**
   * @throws UserError where an option was given that would have no effect
   */
  void check(boolean countsErrors, boolean moves) {
    requireFor(raError, countsErrors, "--max-sigmas");
    requireFor(decError, countsErrors, "--max-sigmas");
    requireFor(decError, isGiven(raError), raError.longestName());
    requireFor(pmRa, moves, "--match-epoch");
    requireFor(pmDec, moves, "--match-epoch");
    requireFor(epoch, moves, "--match-epoch");
    requireFor(pmRa, isGiven(pmDec), pmDec.longestName());
    requireFor(pmDec, isGiven(pmRa), pmRa.longestName());
  }

  static void requireFor(OptionSpec option, boolean isThere, String required) {
    if (isGiven(option) && !isThere) {
      throw new UserError(
          String.format(
              "Invalid %s (only with %s): %s", option.longestName(), required, option.getValue()));
    }
  }

  static boolean isGiven(OptionSpec option) {
    return option.getValue() != null;
  }

  static OptionSpec option(String name, String description) {
    return OptionSpec.builder(name)
        .paramLabel("NAME")
        .type(String.class)
        .description(description)
        .userObject(AstrometryColumnOptions.class)
        .build();
  }
}
