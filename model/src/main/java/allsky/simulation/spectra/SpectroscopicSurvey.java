package allsky.simulation.spectra;

import allsky.fits.wcs.TileProjection;
import allsky.simulation.source.SkySource;
import allsky.sky.SkyPosition;
import allsky.survey.AtlasTile;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Simulates the SDSS spectra of a tile's sources, including the errors of such a table: fibres next
 * to the infrared source, other objects within 3 arcsec, uncertain redshifts, wrong labels and
 * repeated spectra.
 */
public final class SpectroscopicSurvey {

  private static final int FIBERS = 1000;
  private static final int PLATES = 15_000;
  private static final int FIRST_PLATE = 266;
  private static final int FIRST_MJD = 52_000;
  private static final int REPEAT_AFTER_DAYS = 500;

  // Offsets between SDSS and WISE positions of one object are 0.1 to 0.3 arcsec; the rate of
  // zWarning is from published matches, 3-5 %.
  private static final double SMALLEST_OFFSET_ARCSEC = 0.1;
  private static final double LARGEST_OFFSET_ARCSEC = 0.3;
  private static final double WRONG_MATCH_WITHIN_ARCSEC = 3;
  private static final double DOUBTFUL_REDSHIFT_RATE = 0.04;
  private static final double REPEAT_RATE = 0.02;

  private static final int SMALL_DELTA_CHI2 = 4;
  private static final int MANY_OUTLIERS = 16;

  private final AtlasTile tile;
  private final TileProjection projection;
  private final SpectroscopicSelection selection;
  private final SpectroscopicErrors errors;
  private final RandomGenerator random;
  private int taken;

  public SpectroscopicSurvey(
      AtlasTile tile,
      TileProjection projection,
      SpectroscopicSelection selection,
      SpectroscopicErrors errors,
      RandomGenerator random) {
    this.tile = tile;
    this.projection = projection;
    this.selection = selection;
    this.errors = errors;
    this.random = random;
  }

  public List<Spectrum> of(List<SkySource> sources) {
    List<Spectrum> spectra = new ArrayList<>();
    for (SkySource source : sources) {
      if (source.labelled() || random.nextDouble() < selection.probability(source)) {
        Spectrum first = spectrum(source);
        spectra.add(first);
        if (random.nextDouble() < REPEAT_RATE) {
          spectra.add(repeat(first));
        }
      }
    }
    return spectra;
  }

  private Spectrum spectrum(SkySource source) {
    boolean otherObject = random.nextDouble() < errors.wrongMatchRate();
    SourceClass sourceClass =
        otherObject || random.nextDouble() < errors.wrongLabelRate()
            ? SourceClass.values()[random.nextInt(SourceClass.values().length)]
            : source.sourceClass();
    double offsetPixels =
        (otherObject ? offsetOfOtherObject() : offset()) / projection.pixelScaleArcsec();
    double direction = 2 * Math.PI * random.nextDouble();
    SkyPosition fibre =
        projection.toSky(
            source.x() + offsetPixels * Math.cos(direction),
            source.y() + offsetPixels * Math.sin(direction));
    Redshift redshift = Redshift.draw(sourceClass, source, random);
    int number = taken++;
    return new Spectrum(
        FIRST_PLATE + tile.index() % PLATES,
        FIRST_MJD + 1000 * (tile.index() / PLATES) + number / FIBERS,
        1 + number % FIBERS,
        fibre.raDeg(),
        fibre.decDeg(),
        sourceClass,
        redshift.subclass(),
        redshift.z(),
        redshift.zErr(),
        zWarning(),
        signalToNoise(source),
        true);
  }

  private Spectrum repeat(Spectrum first) {
    return new Spectrum(
        first.plate(),
        first.mjd() + REPEAT_AFTER_DAYS,
        first.fiberId(),
        first.ra(),
        first.dec(),
        first.sourceClass(),
        first.subclass(),
        first.z() + first.zErr() * random.nextGaussian(),
        first.zErr(),
        zWarning(),
        first.snMedianAll() * Math.exp(-Math.abs(0.3 * random.nextGaussian())),
        false);
  }

  /** The offset from two independent errors, in right ascension and in declination. */
  private double offset() {
    double sigma =
        SMALLEST_OFFSET_ARCSEC
            + (LARGEST_OFFSET_ARCSEC - SMALLEST_OFFSET_ARCSEC) * random.nextDouble();
    return sigma * Math.hypot(random.nextGaussian(), random.nextGaussian());
  }

  private double offsetOfOtherObject() {
    return WRONG_MATCH_WITHIN_ARCSEC * Math.sqrt(random.nextDouble());
  }

  private int zWarning() {
    if (random.nextDouble() >= DOUBTFUL_REDSHIFT_RATE) {
      return 0;
    }
    return random.nextBoolean() ? SMALL_DELTA_CHI2 : MANY_OUTLIERS;
  }

  private double signalToNoise(SkySource source) {
    return 20 * Math.pow(10, -0.2 * (source.w1() - 14)) * Math.exp(0.3 * random.nextGaussian());
  }
}
