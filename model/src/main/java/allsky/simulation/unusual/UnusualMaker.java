package allsky.simulation.unusual;

import allsky.simulation.image.AtlasPsf;
import allsky.simulation.image.BrightStarPattern;
import allsky.simulation.image.GhostRing;
import allsky.simulation.image.LightPattern;
import allsky.simulation.image.MoonStripes;
import allsky.simulation.image.TileConditions;
import allsky.simulation.source.Population;
import allsky.simulation.source.PopulationTable;
import allsky.simulation.source.SkySource;
import allsky.simulation.source.SourceShape;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes one unusual object at a place. Numbers without a source are round numbers. */
final class UnusualMaker {

  /** No light in any band. */
  private static final double NO_LIGHT = 40;

  private final PopulationTable populations;
  private final TileConditions conditions;
  private final RandomGenerator random;

  UnusualMaker(PopulationTable populations, TileConditions conditions, RandomGenerator random) {
    this.populations = populations;
    this.conditions = conditions;
    this.random = random;
  }

  UnusualObject make(UnusualKind kind, double x, double y) {
    return switch (kind) {
      case L_DWARF, T_DWARF, Y_DWARF -> {
        double[] magnitudes = UltracoolType.drawMagnitudes(kind, random);
        yield UnusualObject.seen(kind, List.of(star(x, y, Population.BROWN_DWARF, magnitudes)));
      }
      case HII_KNOT -> nebula(kind, Nebula.HII_KNOT, x, y);
      case PLANETARY_NEBULA -> nebula(kind, Nebula.PLANETARY_NEBULA, x, y);
      case ONE_EPOCH -> {
        double[] magnitudes =
            populations.drawMagnitudes(Population.FGK_STAR, uniform(12, 16), random);
        yield UnusualObject.unseen(kind, star(x, y, Population.FGK_STAR, magnitudes));
      }
      case EMPTY -> {
        double[] none = {NO_LIGHT, NO_LIGHT, NO_LIGHT, NO_LIGHT};
        yield UnusualObject.unseen(kind, star(x, y, Population.FGK_STAR, none));
      }
      case GHOST -> ghost(x, y);
      case HALO -> halo(x, y);
      case MOON_STRIPES -> moonStripes(x, y);
      case BLEND -> blend(x, y);
    };
  }

  private UnusualObject nebula(UnusualKind kind, Nebula nebula, double x, double y) {
    double[] m = nebula.drawMagnitudes(random);
    SourceShape shape = nebula.drawShape(random);
    return UnusualObject.seen(
        kind,
        List.of(
            new SkySource(
                x, y, Population.STARBURST_GALAXY, m[0], m[1], m[2], m[3], shape, false)));
  }

  /** The row is at a random place within the ring. */
  private UnusualObject ghost(double x, double y) {
    double radius = uniform(8, 16);
    double offset = radius * random.nextDouble();
    double direction = uniform(0, 2 * Math.PI);
    GhostRing ring =
        new GhostRing(
            x + offset * Math.cos(direction),
            y + offset * Math.sin(direction),
            radius,
            uniform(2, 4),
            uniform(11, 13.5));
    return ofPattern(UnusualKind.GHOST, x, y, ring);
  }

  private UnusualObject moonStripes(double x, double y) {
    double sigmas = 4 * Math.pow(10, random.nextDouble());
    Map<Band, Double> amplitude = new EnumMap<>(Band.class);
    for (Band band : Band.values()) {
      double share = band == Band.W1 || band == Band.W2 ? 0.3 : 1;
      amplitude.put(band, share * sigmas * conditions.noise(band).pixelSigmaDn());
    }
    MoonStripes stripes =
        new MoonStripes(x, y, uniform(0, Math.PI), uniform(15, 40), 20, amplitude);
    return ofPattern(UnusualKind.MOON_STRIPES, x, y, stripes);
  }

  /** A row for a false source: a point that is as bright in the middle as the pattern there. */
  private UnusualObject ofPattern(UnusualKind kind, double x, double y, LightPattern pattern) {
    double[] magnitudes = new double[Band.values().length];
    for (Band band : Band.values()) {
      magnitudes[band.ordinal()] = ofPeak(band, pattern.brightnessDn(band, x, y));
    }
    SkySource listed = star(x, y, Population.FGK_STAR, magnitudes);
    return new UnusualObject(kind, List.of(listed), List.of(), List.of(pattern));
  }

  private UnusualObject halo(double x, double y) {
    double distance = uniform(40, 65) / AtlasTiling.PIXEL_SCALE_ARCSEC;
    double direction = uniform(0, 2 * Math.PI);
    double[] bright = populations.drawMagnitudes(Population.FGK_STAR, uniform(5, 7), random);
    SkySource parent =
        star(
            x + distance * Math.cos(direction),
            y + distance * Math.sin(direction),
            Population.FGK_STAR,
            bright);
    double[] magnitudes = new double[Band.values().length];
    for (Band band : Band.values()) {
      BrightStarPattern pattern = new BrightStarPattern(parent, band, conditions.spikeAngleRad());
      magnitudes[band.ordinal()] = ofPeak(band, pattern.haloDn(x, y));
    }
    SkySource listed = star(x, y, Population.FGK_STAR, magnitudes);
    return new UnusualObject(UnusualKind.HALO, List.of(listed), List.of(parent), List.of());
  }

  private UnusualObject blend(double x, double y) {
    SourceClass[] classes = SourceClass.values();
    int first = random.nextInt(classes.length);
    int second = (first + 1 + random.nextInt(classes.length - 1)) % classes.length;
    double w1 = uniform(13, 16);
    double direction = uniform(0, 2 * Math.PI);
    double distance = uniform(3, 6) / AtlasTiling.PIXEL_SCALE_ARCSEC;
    SkySource brighter = member(classes[first], x, y, w1);
    SkySource fainter =
        member(
            classes[second],
            x + distance * Math.cos(direction),
            y + distance * Math.sin(direction),
            w1 + uniform(0, 0.75));
    return UnusualObject.seen(UnusualKind.BLEND, List.of(brighter, fainter));
  }

  private SkySource member(SourceClass sourceClass, double x, double y, double w1) {
    Population population = populations.draw(sourceClass, random);
    double[] m = populations.drawMagnitudes(population, w1, random);
    SourceShape shape = SourceShape.draw(sourceClass, w1, random);
    return new SkySource(x, y, population, m[0], m[1], m[2], m[3], shape, false);
  }

  private static SkySource star(double x, double y, Population population, double[] m) {
    return new SkySource(x, y, population, m[0], m[1], m[2], m[3], SourceShape.POINT, false);
  }

  private static double ofPeak(Band band, double peakDn) {
    double flux = peakDn / AtlasPsf.of(band).point().peak();
    return flux > 0 ? band.magnitudeZeroPoint() - 2.5 * Math.log10(flux) : NO_LIGHT;
  }

  private double uniform(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }
}
