package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.columns.astrometry.EllipseColumns;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * The options that name one catalog's columns of error ellipses. They are made by hand, as {@link
 * AstrometryColumnOptions}.
 */
@Command
final class EllipseColumnOptions {

  private final OptionSpec major;
  private final OptionSpec minor;
  private final OptionSpec angle;

  private EllipseColumnOptions(OptionSpec major, OptionSpec minor, OptionSpec angle) {
    this.major = major;
    this.minor = minor;
    this.angle = angle;
  }

  /** The options for --sources. */
  static EllipseColumnOptions ofSources() {
    return new EllipseColumnOptions(
        AstrometryColumnOptions.option(
            "--error-major-column",
            "Column with the 1-sigma semi-major axis of the error ellipse, in arcsec unless the column"
                + " has a unit, for --max-sigmas. The separation in units of its error is then the"
                + " Mahalanobis distance in the tangent plane. A row without a known ellipse has the"
                + " error 0. Use it with --error-minor-column and --error-angle-column, instead of"
                + " --ra-error-column."),
        AstrometryColumnOptions.option(
            "--error-minor-column",
            "Column with the 1-sigma semi-minor axis of the error ellipse, in arcsec unless the column"
                + " has a unit."),
        AstrometryColumnOptions.option(
            "--error-angle-column",
            "Column with the position angle of the major axis, from north through east, in degrees"
                + " unless the column has a unit."));
  }

  /** The options for --spectra. */
  static EllipseColumnOptions ofSpectra() {
    return new EllipseColumnOptions(
        AstrometryColumnOptions.option(
            "--spectra-error-major-column", "Same as --error-major-column, for --spectra."),
        AstrometryColumnOptions.option(
            "--spectra-error-minor-column", "Same as --error-minor-column, for --spectra."),
        AstrometryColumnOptions.option(
            "--spectra-error-angle-column", "Same as --error-angle-column, for --spectra."));
  }

  /** Hands the options to the command line's parser. */
  @Spec
  void addTo(CommandSpec spec) {
    all().forEach(spec::addOption);
  }

  private List<OptionSpec> all() {
    return List.of(major, minor, angle);
  }

  /** The named columns; empty if none is named. */
  Optional<EllipseColumns> choice() {
    return AstrometryColumnOptions.isGiven(major)
        ? Optional.of(new EllipseColumns(major.getValue(), minor.getValue(), angle.getValue()))
        : Optional.empty();
  }

  /**
   * @throws UserError where an option was given that would have no effect, or not all of them
   */
  void check(boolean countsErrors, AstrometryColumnOptions others) {
    for (OptionSpec option : all()) {
      AstrometryColumnOptions.requireFor(option, countsErrors, "--max-sigmas");
      for (OptionSpec other : all()) {
        AstrometryColumnOptions.requireFor(
            option, AstrometryColumnOptions.isGiven(other), other.longestName());
      }
    }
    if (choice().isPresent() && others.namesErrors()) {
      throw new UserError(
          String.format(
              "Invalid %s (not with %s): %s",
              major.longestName(),
              major.longestName().replace("error-major", "ra-error"),
              major.getValue()));
    }
  }
}
