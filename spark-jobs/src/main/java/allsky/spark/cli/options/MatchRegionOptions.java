package allsky.spark.cli.options;

import allsky.sky.Moc;
import allsky.sky.SkyRegion;
import allsky.spark.columns.position.SkyColumns;
import allsky.spark.crossmatch.control.OffsetControlSample;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.SourceTable;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Option;

/** The options that choose the region of the sky in which sources are matched. */
@Heading.Under(Heading.INPUT)
final class MatchRegionOptions {

  @Option(
      names = "--cone",
      paramLabel = "RA,DEC,RADIUS",
      description =
          "Use only the sources in a circle with this centre and radius, in degrees. The rows of "
              + "--spectra can be anywhere; with --join right and outer only those in the circle "
              + "are used.")
  private String cone;

  @Option(
      names = "--box",
      paramLabel = "RA1,RA2,DEC1,DEC2",
      description =
          "Use only the sources in a box, in degrees, in the same way as --cone. The box extends eastwards from "
              + "RA1 to RA2, so 350,10 crosses 0.")
  private String box;

  @InputPath(InputPath.Kind.COVERAGE)
  @Option(
      names = "--moc",
      paramLabel = "FILE|CELLS",
      description =
          "Use only the sources in the HEALPix cells of a multi-order coverage map (MOC, in ICRS), in "
              + "the same way as --cone. The map is a FITS, ASCII or JSON file, or the cells as text, "
              + "such as \"3/1-3,7 4/40\". Of --spectra, the rows near these cells are used.")
  private String moc;

  /** The rows within a distance of a region, 0 for rows in it. */
  @FunctionalInterface
  private interface Region {
    Column isWithin(double distanceDeg);
  }

  /**
   * @throws allsky.UserError if the options are no region
   */
  void check() {
    OptionCheck.check(cone == null || box == null, "Invalid --box %s (not with --cone).", box);
    OptionCheck.check(
        moc == null || (cone == null && box == null),
        "Invalid --moc %s (not with --cone or --box).",
        moc);
    coneOrBox();
    if (moc != null && Moc.isText(moc)) {
      MocText.cells(moc);
    }
  }

  /** The sources in the region. */
  MatchInput sources(MatchInput all) {
    return region(all).map(region -> within(all, region, words().get())).orElse(all);
  }

  /**
   * The partners that can be compared with a source in the region, or those in the region if
   * partners without a match are written.
   *
   * @param isMoved true if rows are compared at positions other than those of the catalog
   */
  MatchInput partners(MatchInput all, JoinKind join, double radiusArcsec, boolean isMoved) {
    if (words().isEmpty() || (isMoved && !join.keeps(Side.RIGHT))) {
      return all;
    }
    Region region = region(all).get();
    if (join.keeps(Side.RIGHT)) {
      return within(all, region, words().get());
    }
    double reachArcsec = OffsetControlSample.reachArcsec(radiusArcsec);
    return all.meeting(
        region.isWithin(reachArcsec / 3600),
        String.format(
            Locale.ROOT, "%s and %.0f arcsec around it", words().get(), Math.ceil(reachArcsec)));
  }

  private Optional<Region> region(MatchInput rows) {
    if (moc != null) {
      Broadcast<Moc> shared = broadcast(rows.table().rows().sparkSession());
      return Optional.of(distance -> SkyColumns.isWithin(ra(), dec(), shared, distance));
    }
    return coneOrBox()
        .map(region -> distance -> SkyColumns.isWithin(ra(), dec(), region, distance));
  }

  private Broadcast<Moc> broadcast(SparkSession spark) {
    Moc map =
        Moc.isText(moc)
            ? MocText.cells(moc)
            : MocText.file(moc, spark.sparkContext().hadoopConfiguration());
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(map);
  }

  private Optional<SkyRegion> coneOrBox() {
    return Optional.ofNullable(cone)
        .map(RegionText::cone)
        .or(() -> Optional.ofNullable(box).map(RegionText::box));
  }

  /** The region for people to read; empty without one. */
  Optional<String> words() {
    return Optional.ofNullable(cone)
        .map(text -> "--cone " + text)
        .or(() -> Optional.ofNullable(box).map(text -> "--box " + text))
        .or(() -> Optional.ofNullable(moc).map(text -> "--moc " + MocText.shortened(text)));
  }

  private static MatchInput within(MatchInput all, Region region, String words) {
    return all.meeting(region.isWithin(0), words);
  }

  private static Column ra() {
    return functions.col(SourceTable.RA);
  }

  private static Column dec() {
    return functions.col(SourceTable.DEC);
  }
}
