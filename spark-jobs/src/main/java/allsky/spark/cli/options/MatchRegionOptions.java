package allsky.spark.cli.options;

import allsky.sky.SkyRegion;
import allsky.spark.columns.position.SkyColumns;
import allsky.spark.crossmatch.control.OffsetControlSample;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.SourceTable;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Option;

/** The options that choose the region of the sky in which sources are matched. */
final class MatchRegionOptions {

  @Option(
      names = "--cone",
      paramLabel = "RA,DEC,RADIUS",
      description =
          "Use only the sources in a circle with this center and radius, in degrees. The rows of "
              + "--spectra can be anywhere; with --join right and outer only those in the circle "
              + "are used.")
  private String cone;

  @Option(
      names = "--box",
      paramLabel = "RA1,RA2,DEC1,DEC2",
      description =
          "Use only the sources in a box, in degrees, as --cone. The box extends eastwards from "
              + "RA1 to RA2, so 350,10 crosses 0.")
  private String box;

  /**
   * @throws allsky.UserError if the options are no region
   */
  void check() {
    OptionCheck.check(cone == null || box == null, "Invalid --box %s (not with --cone).", box);
    region();
  }

  /** The sources in the region. */
  MatchInput sources(MatchInput all) {
    return region().map(region -> within(all, region, words().get())).orElse(all);
  }

  /**
   * The partners that can be compared with a source in the region, or those in the region if
   * partners without a match are written.
   *
   * @param isMoved true if rows are compared at positions other than those of the catalog
   */
  MatchInput partners(MatchInput all, JoinKind join, double radiusArcsec, boolean isMoved) {
    if (region().isEmpty() || (isMoved && !join.keeps(Side.RIGHT))) {
      return all;
    }
    if (join.keeps(Side.RIGHT)) {
      return within(all, region().get(), words().get());
    }
    double reachArcsec = OffsetControlSample.reachArcsec(radiusArcsec);
    return all.meeting(
        isWithin(region().get(), reachArcsec / 3600),
        String.format(
            Locale.ROOT, "%s and %.0f arcsec around it", words().get(), Math.ceil(reachArcsec)));
  }

  private Optional<SkyRegion> region() {
    return Optional.ofNullable(cone)
        .map(RegionText::cone)
        .or(() -> Optional.ofNullable(box).map(RegionText::box));
  }

  /** The region for people to read; empty without one. */
  Optional<String> words() {
    return Optional.ofNullable(cone)
        .map(text -> "--cone " + text)
        .or(() -> Optional.ofNullable(box).map(text -> "--box " + text));
  }

  private static MatchInput within(MatchInput all, SkyRegion region, String words) {
    return all.meeting(isWithin(region, 0), words);
  }

  private static Column isWithin(SkyRegion region, double distanceDeg) {
    return SkyColumns.isWithin(
        functions.col(SourceTable.RA), functions.col(SourceTable.DEC), region, distanceDeg);
  }
}
