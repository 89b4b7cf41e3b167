package allsky.simulation;

import static allsky.simulation.catalog.PhotometryMeasurement.rounded;

import allsky.fits.wcs.TileProjection;
import allsky.simulation.catalog.BandPhotometry;
import allsky.simulation.catalog.CatalogSource;
import allsky.simulation.catalog.Deblending;
import allsky.simulation.catalog.Designation;
import allsky.simulation.catalog.Detection;
import allsky.simulation.catalog.PhotometryMeasurement;
import allsky.simulation.catalog.TrueSource;
import allsky.simulation.image.AtlasPsf;
import allsky.simulation.image.BrightStarPattern;
import allsky.simulation.image.ImageNoise;
import allsky.simulation.image.TileConditions;
import allsky.simulation.source.SkySource;
import allsky.simulation.unusual.UnusualObject;
import allsky.sky.GalacticPosition;
import allsky.sky.SkyPosition;
import allsky.survey.AtlasTile;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Measures the sources of a tile and returns them as rows of the AllWISE-like catalog. */
public final class CatalogMeasurement {

  /** The catalog lists sources with at least this signal-to-noise ratio in any band. */
  private static final double LISTED_SNR = 5;

  /**
   * The position error of bright sources, and the product of position error and signal-to-noise
   * ratio of faint sources.
   */
  private static final double BRIGHT_POSITION_ERROR_ARCSEC = 0.035;

  private static final double FAINT_POSITION_ERROR_ARCSEC = 2.45;

  /** rchi2 above which a source counts as extended (ext_flg). */
  private static final double EXTENDED_RCHI2 = 3;

  private final SimulatedTile simulated;
  private final AtlasTile tile;
  private final TileProjection projection;
  private final int tilePixels;
  private final double marginPixels;
  private final TileConditions conditions;
  private final List<PhotometryMeasurement> bands;
  private final List<SkySource> brightStars;
  private final Deblending deblending;
  private final RandomGenerator random;

  public CatalogMeasurement(SimulatedTile tile, TileConditions conditions, RandomGenerator random) {
    this.simulated = tile;
    this.tile = tile.tile();
    this.projection = tile.projection();
    this.tilePixels = tile.pixels();
    this.marginPixels = tile.marginPixels();
    this.conditions = conditions;
    this.random = random;
    this.bands =
        Arrays.stream(Band.values())
            .map(band -> new PhotometryMeasurement(band, conditions))
            .toList();
    this.brightStars = tile.sources().stream().filter(BrightStarPattern::has).toList();
    this.deblending = new Deblending(tile.sources(), tilePixels, conditions);
  }

  public List<CatalogSource> rows() {
    return sources().stream().map(TrueSource::row).toList();
  }

  /** The rows with their true sources. */
  List<TrueSource> sources() {
    List<Detection> detections = deblending.detections().stream().filter(this::isInside).toList();
    List<List<BandPhotometry>> photometry = photometry(detections);
    List<TrueSource> rows = new ArrayList<>();
    for (int i = 0; i < detections.size(); i++) {
      double best = bestSnr(photometry.get(i));
      if (best >= LISTED_SNR) {
        CatalogSource row = row(detections.get(i), photometry.get(i), best, rows.size() + 1);
        rows.add(new TrueSource(row, detections.get(i).source()));
      }
    }
    return rows;
  }

  /**
   * A row for each unusual object, whatever its signal-to-noise ratio. Its light is not separated
   * from that of other sources, and the other rows do not know it.
   *
   * @param first number of the first row in the tile
   */
  List<CatalogSource> rowsOf(List<UnusualObject> objects, int first) {
    List<Detection> detections =
        objects.stream().map(object -> Detection.of(object.listed())).toList();
    List<List<BandPhotometry>> photometry = photometry(detections);
    List<CatalogSource> rows = new ArrayList<>();
    for (int i = 0; i < detections.size(); i++) {
      double snr = Math.max(bestSnr(photometry.get(i)), LISTED_SNR);
      rows.add(row(detections.get(i), photometry.get(i), snr, first + i));
    }
    return rows;
  }

  private static double bestSnr(List<BandPhotometry> photometry) {
    return photometry.stream().mapToDouble(BandPhotometry::snr).max().orElse(0);
  }

  /** Each detection in all bands. One band at a time, because the noise of an image is large. */
  private List<List<BandPhotometry>> photometry(List<Detection> detections) {
    List<List<SkySource>> unlisted = detections.stream().map(deblending::unlisted).toList();
    List<List<BandPhotometry>> measured = new ArrayList<>();
    detections.forEach(detection -> measured.add(new ArrayList<>()));
    for (Band band : Band.values()) {
      ImageNoise noise = simulated.noise(band);
      for (int i = 0; i < detections.size(); i++) {
        Detection detection = detections.get(i);
        double u = 2 * detection.x() / tilePixels - 1;
        double v = 2 * detection.y() / tilePixels - 1;
        PhotometryMeasurement measurement = bands.get(band.ordinal());
        measured.get(i).add(measurement.measure(detection, unlisted.get(i), noise, u, v, random));
      }
    }
    return measured;
  }

  private CatalogSource row(
      Detection detection, List<BandPhotometry> photometry, double snr, int number) {
    double error = Math.hypot(BRIGHT_POSITION_ERROR_ARCSEC, FAINT_POSITION_ERROR_ARCSEC / snr);
    double errorPixels = error / projection.pixelScaleArcsec();
    double x = detection.x() + errorPixels * random.nextGaussian();
    double y = detection.y() + errorPixels * random.nextGaussian();
    SkyPosition exact = projection.toSky(x, y);
    SkyPosition position =
        SkyPosition.ofDegrees(rounded(exact.raDeg(), 1e7), rounded(exact.decDeg(), 1e7));
    GalacticPosition galactic = GalacticPosition.of(position);
    double rchi2 = photometry.stream().mapToDouble(BandPhotometry::rchi2).average().orElse(1);
    int fittedTogether = Math.max(1, deblending.fittedTogether(detection));
    return new CatalogSource(
        Designation.of(position),
        position.raDeg(),
        position.decDeg(),
        rounded(error, 1e4),
        rounded(error, 1e4),
        0,
        rounded(galactic.lonDeg(), 1e7),
        rounded(galactic.latDeg(), 1e7),
        rounded(x + 1, 1000),
        rounded(y + 1, 1000),
        tile.cntr(number),
        tile.sourceId(number),
        tile.coaddId(),
        number,
        photometry,
        rounded(rchi2, 1000),
        fittedTogether,
        fittedTogether > 1 && random.nextInt(4) == 0 ? 1 : 0,
        artefactFlags(detection),
        extendedFlag(detection, photometry),
        variabilityFlags(detection.source().sourceClass(), photometry),
        qualities(photometry));
  }

  private boolean isInside(Detection detection) {
    double last = tilePixels - 1 - marginPixels;
    return detection.x() > marginPixels
        && detection.x() < last
        && detection.y() > marginPixels
        && detection.y() < last;
  }

  /**
   * The artefact flags: a letter for each band in which the pattern of a star is above the noise of
   * a pixel here.
   */
  private String artefactFlags(Detection detection) {
    StringBuilder flags = new StringBuilder();
    for (Band band : Band.values()) {
      flags.append(artefactFlag(detection.source(), band));
    }
    return flags.toString();
  }

  private char artefactFlag(SkySource source, Band band) {
    double visible = conditions.noise(band).pixelSigmaDn();
    for (SkySource star : brightStars) {
      if (!star.equals(source)) {
        BrightStarPattern pattern = new BrightStarPattern(star, band, conditions.spikeAngleRad());
        double spike = pattern.spikeDn(source.x(), source.y());
        double halo = pattern.haloDn(source.x(), source.y());
        if (Math.max(spike, halo) > visible) {
          char letter = spike > halo ? 'D' : 'H';
          double ownPeak = source.fluxDn(band) * AtlasPsf.of(band).point().peak();
          return Math.max(spike, halo) > ownPeak ? letter : Character.toLowerCase(letter);
        }
      }
    }
    return '0';
  }

  private static long extendedFlag(Detection detection, List<BandPhotometry> photometry) {
    boolean extended = photometry.stream().anyMatch(band -> band.rchi2() > EXTENDED_RCHI2);
    boolean listed =
        detection.source().sourceClass() == SourceClass.GALAXY && detection.source().w1() < 12.5;
    return extended ? (listed ? 5 : 1) : 0;
  }

  /**
   * The variability flags: minus the logarithm of the probability that a constant source varies as
   * much, 0 to 9.
   */
  private String variabilityFlags(SourceClass sourceClass, List<BandPhotometry> photometry) {
    StringBuilder flags = new StringBuilder();
    for (BandPhotometry band : photometry) {
      double chance = -Math.log10(1 - random.nextDouble());
      double varies =
          sourceClass == SourceClass.QSO && band.snr() > 15 ? 3 * random.nextDouble() : 0;
      flags.append(band.snr() < 7 ? "n" : String.valueOf((int) Math.min(9, chance + varies)));
    }
    return flags.toString();
  }

  private static String qualities(List<BandPhotometry> photometry) {
    StringBuilder qualities = new StringBuilder();
    photometry.forEach(band -> qualities.append(band.quality()));
    return qualities.toString();
  }
}
