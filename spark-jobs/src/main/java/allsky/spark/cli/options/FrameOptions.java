package allsky.spark.cli.options;

import allsky.sky.CelestialFrame;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say in which frames the positions of the two catalogs of a match are. */
@Heading.Under(Heading.INPUT)
final class FrameOptions {

  @Option(
      names = "--frame",
      paramLabel = "FRAME",
      defaultValue = "icrs",
      converter = FrameConverter.class,
      description =
          "Frame of the positions of --sources: icrs, fk5 (J2000), fk4-b1950, or galactic (columns "
              + "such as GLON and GLAT). They are converted to ICRS; ra and dec are ICRS, and the "
              + "columns of the catalog are kept. icrs: positions in FK5 J2000 are used unchanged.")
  private CelestialFrame frame;

  @Option(
      names = "--spectra-frame",
      paramLabel = "FRAME",
      defaultValue = "icrs",
      converter = FrameConverter.class,
      description = "Same as --frame, for --spectra.")
  private CelestialFrame spectraFrame;

  /** Tells picocli how a frame is read. */
  static final class FrameConverter implements ITypeConverter<CelestialFrame> {
    @Override
    public CelestialFrame convert(String value) {
      List<CelestialFrame> all = Arrays.asList(CelestialFrame.values());
      return all.stream()
          .filter(frame -> frame.toString().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("one of " + all + ": " + value));
    }
  }

  CelestialFrame ofSources() {
    return frame;
  }

  CelestialFrame ofPartners() {
    return spectraFrame;
  }

  /**
   * @throws allsky.UserError if motions or ellipses, whose directions are not converted, count too
   */
  void check(AstrometryOptions astrometry) {
    check("--frame", frame, astrometry);
    check("--spectra-frame", spectraFrame, astrometry);
  }

  private static void check(String option, CelestialFrame frame, AstrometryOptions astrometry) {
    boolean turns = frame == CelestialFrame.FK4_B1950 || frame == CelestialFrame.GALACTIC;
    OptionCheck.check(
        !turns || (!astrometry.movesRows() && !astrometry.hasEllipses()),
        "Invalid %s %s (not with --match-epoch or error ellipses, whose directions are not"
            + " converted): convert the catalog to ICRS first.",
        option,
        frame);
  }
}
