package allsky.simulation.source;

import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Replaces some spectroscopic sources of a tile by hard cases, and adds neighbours. */
public final class HardCaseDraw {

  private static final double COOL_DWARF_W1 = 15.2;
  private static final double COOL_DWARF_WIDTH = 0.9;
  private static final double FAINTEST_W1 = 17.3;
  private static final double BRIGHTEST_SATURATED_W1 = 4;
  private static final double FAINTEST_SATURATED_W1 = 8;
  private static final double MOST_HOST_LIGHT = 4;
  private static final double LEAST_HOST_LIGHT = 0.6;
  private static final double NEAREST_NEIGHBOUR_ARCSEC = 2;
  private static final double FARTHEST_NEIGHBOUR_ARCSEC = 8;

  private final Set<HardCase> cases;
  private final PopulationTable populations;
  private final RandomGenerator random;

  public HardCaseDraw(Set<HardCase> cases, PopulationTable populations, RandomGenerator random) {
    this.cases = cases;
    this.populations = populations;
    this.random = random;
  }

  /** The sources with the hard cases in their places, and the neighbours at the end. */
  public List<SkySource> in(List<SkySource> sources) {
    List<SkySource> result = new ArrayList<>();
    List<SkySource> neighbours = new ArrayList<>();
    for (SkySource source : sources) {
      SkySource changed = source;
      for (HardCase hard : HardCase.values()) {
        if (cases.contains(hard)
            && hard.concerns(source.sourceClass())
            && random.nextDouble() < hard.share()) {
          if (hard == HardCase.BLENDS) {
            neighbours.add(neighbour(source));
          } else {
            changed = changed(source, hard);
          }
        }
      }
      result.add(changed);
    }
    result.addAll(neighbours);
    return result;
  }

  private SkySource changed(SkySource source, HardCase hard) {
    return switch (hard) {
      case COOL_DWARFS -> {
        double w1 = Math.min(FAINTEST_W1, COOL_DWARF_W1 + COOL_DWARF_WIDTH * random.nextGaussian());
        double[] magnitudes = CoolDwarf.drawMagnitudes(w1, random);
        yield source.with(Population.BROWN_DWARF, magnitudes, SourceShape.POINT);
      }
      case DUSTY_STARS -> {
        double[] magnitudes =
            populations.drawMagnitudes(Population.DUSTY_STAR, source.w1(), random);
        yield source.with(Population.DUSTY_STAR, magnitudes, SourceShape.POINT);
      }
      case HOST_DOMINATED_AGN -> inHost(source);
      case SATURATED_STARS -> {
        double w1 =
            BRIGHTEST_SATURATED_W1
                + (FAINTEST_SATURATED_W1 - BRIGHTEST_SATURATED_W1) * random.nextDouble();
        double[] magnitudes = populations.drawMagnitudes(Population.FGK_STAR, w1, random);
        yield source.with(Population.FGK_STAR, magnitudes, SourceShape.POINT);
      }
      case DUSTY_GALAXIES -> {
        double[] magnitudes = DustyGalaxy.drawMagnitudes(source.w1(), random);
        yield source.with(Population.STARBURST_GALAXY, magnitudes, source.shape());
      }
      default -> throw new IllegalArgumentException("Invalid hard case of a source: " + hard);
    };
  }

  /** The nucleus with the light of a spiral galaxy; the shape is that of the galaxy. */
  private SkySource inHost(SkySource nucleus) {
    double light =
        LEAST_HOST_LIGHT * Math.pow(MOST_HOST_LIGHT / LEAST_HOST_LIGHT, random.nextDouble());
    double hostW1 = nucleus.w1() - 2.5 * Math.log10(light);
    double[] host = populations.drawMagnitudes(Population.SPIRAL_GALAXY, hostW1, random);
    double[] both = new double[host.length];
    for (Band band : Band.values()) {
      int b = band.ordinal();
      // Relative to W1 of the nucleus, so that W1 of both together is W1 of the program.
      both[b] = total(host[b], nucleus.magnitude(band)) + 2.5 * Math.log10(1 + light);
    }
    SourceShape shape = SourceShape.drawGalaxy(both[0], random);
    return nucleus.with(Population.DILUTED_QSO, both, shape);
  }

  private static double total(double first, double second) {
    return -2.5 * Math.log10(Math.pow(10, -0.4 * first) + Math.pow(10, -0.4 * second));
  }

  /** A star or a galaxy next to a source; the magnitudes differ by a Gaussian of width 1. */
  private SkySource neighbour(SkySource source) {
    SourceClass sourceClass = random.nextBoolean() ? SourceClass.STAR : SourceClass.GALAXY;
    Population population = populations.draw(sourceClass, random);
    double w1 = source.w1() + random.nextGaussian();
    double distance =
        (NEAREST_NEIGHBOUR_ARCSEC
                + (FARTHEST_NEIGHBOUR_ARCSEC - NEAREST_NEIGHBOUR_ARCSEC) * random.nextDouble())
            / AtlasTiling.PIXEL_SCALE_ARCSEC;
    double direction = 2 * Math.PI * random.nextDouble();
    double[] magnitudes = populations.drawMagnitudes(population, w1, random);
    SourceShape shape = SourceShape.draw(sourceClass, w1, random);
    return source
        .with(population, magnitudes, shape)
        .unlabelledAt(
            source.x() + distance * Math.cos(direction),
            source.y() + distance * Math.sin(direction));
  }
}
