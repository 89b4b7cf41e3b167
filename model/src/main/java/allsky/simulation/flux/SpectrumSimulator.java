package allsky.simulation.flux;

import static allsky.simulation.flux.Lines.scatter;

import allsky.spectrum.LogGrid;
import allsky.spectrum.ObservedSpectrum;
import allsky.spectrum.StarTemplates;
import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Simulates spectra of random stars, galaxies and quasars.
 *
 * <p>If the user has templates of stars, every second star is a template that is moved by a
 * velocity and reddened by dust; the others are parametric.
 */
public final class SpectrumSimulator implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final double LIGHT_SPEED_KM_S = 299_792.458;

  /** SDSS's resolution of 1,800 to 2,200, as the sigma of a line. */
  private static final double INSTRUMENT_KM_S = 69;

  private final LogGrid grid;
  private final List<StarTemplates> templates;

  /**
   * @param grid the pixels of the spectrograph
   * @param templates files of star templates; may be empty
   */
  public SpectrumSimulator(LogGrid grid, List<StarTemplates> templates) {
    this.grid = grid;
    this.templates = List.copyOf(templates);
  }

  /**
   * A random spectrum of a class, with a median signal-to-noise ratio between 2 and 60 for a pixel
   * of SDSS.
   */
  public ObservedSpectrum draw(SourceClass sourceClass, RandomGenerator random) {
    double signalToNoise = Lines.logUniform(random, 2, 60);
    double[] light =
        switch (sourceClass) {
          case STAR -> star(random);
          case GALAXY -> galaxy(random);
          case QSO -> quasar(random);
        };
    return new Spectrograph(grid, random).observe(light, 10, signalToNoise);
  }

  /**
   * A spectrum of a known object.
   *
   * @param subclass SDSS's subclass: a spectral type, STARFORMING, STARBURST, AGN, or another text
   * @param redshift z
   * @param signalToNoise the median for a pixel of SDSS; the flux grows with its square
   */
  public ObservedSpectrum observe(
      SourceClass sourceClass,
      String subclass,
      double redshift,
      double signalToNoise,
      RandomGenerator random) {
    FluxCurve light =
        switch (sourceClass) {
          case STAR -> starOfType(subclass, redshift, random);
          case GALAXY -> galaxyOfKind(subclass, random).on(grid, redshift, random);
          case QSO -> QuasarModel.draw(random, redshift).on(grid, redshift, random);
        };
    double medianFlux = 0.1 * signalToNoise * signalToNoise;
    return new Spectrograph(grid, random).observe(light.flux(), medianFlux, signalToNoise);
  }

  private FluxCurve starOfType(String type, double redshift, RandomGenerator random) {
    double temperature = SpectralType.temperature(type);
    return temperature < SpectralType.COOLEST_M
        ? OddStar.L_DWARF.draw(grid, redshift, random)
        : new StarModel(temperature, false, scatter(random, 0.2))
            .on(grid, redshift, INSTRUMENT_KM_S, random);
  }

  private static GalaxyModel galaxyOfKind(String subclass, RandomGenerator random) {
    return switch (subclass) {
      case "STARFORMING", "STARBURST" -> GalaxyModel.starForming(random);
      case "AGN" -> GalaxyModel.active(random);
      default -> GalaxyModel.passive(random);
    };
  }

  private double[] star(RandomGenerator random) {
    double redshift = 100 * random.nextGaussian() / LIGHT_SPEED_KM_S;
    double reddening = 0.12 * -Math.log(1 - random.nextDouble());
    double[] flux =
        !templates.isEmpty() && random.nextBoolean()
            ? template(redshift, random)
            : parametricStar(redshift, random).flux();
    for (int i = 0; i < flux.length; i++) {
      flux[i] *= Lines.dust(grid.wavelength(i), reddening);
    }
    return flux;
  }

  /** Each spectral type from O to M has a share, whatever its share on the sky. */
  private FluxCurve parametricStar(double redshift, RandomGenerator random) {
    double kind = random.nextDouble();
    if (kind < 0.15) {
      OddStar[] odd = OddStar.values();
      return odd[random.nextInt(odd.length)].draw(grid, redshift, random);
    }
    StarModel star =
        kind < 0.4
            ? StarModel.draw(random, 2300, 4000)
            : kind < 0.6
                ? StarModel.draw(random, 3900, 5300)
                : kind < 0.8
                    ? StarModel.draw(random, 5200, 8000)
                    : StarModel.draw(random, 8000, 45_000);
    FluxCurve curve = star.on(grid, redshift, INSTRUMENT_KM_S, random);
    if (random.nextInt(6) == 0) {
      chromosphere(curve, random);
    }
    return curve;
  }

  /** Balmer lines in emission: active M dwarfs, Be stars, variable giants. */
  private static void chromosphere(FluxCurve curve, RandomGenerator random) {
    double alpha = Lines.logUniform(random, 2, 20);
    for (int level = 3; level <= 6; level++) {
      curve.emit(Lines.balmer(level), 120, alpha / Math.pow(level - 2, 1.5));
    }
  }

  /** A random template; NaN outside of its range. */
  private double[] template(double redshift, RandomGenerator random) {
    StarTemplates file = templates.get(random.nextInt(templates.size()));
    float[] template = file.templates().get(random.nextInt(file.templates().size())).flux();
    double[] flux = new double[grid.pixels()];
    for (int i = 0; i < flux.length; i++) {
      long pixel = file.grid().nearest(grid.logWavelength(i) - Math.log10(1 + redshift));
      boolean known = pixel >= 0 && pixel < template.length && template[(int) pixel] != 0;
      flux[i] = known ? template[(int) pixel] : Double.NaN;
    }
    return flux;
  }

  private double[] galaxy(RandomGenerator random) {
    double redshift = Math.min(1, 0.003 + 0.12 * scatter(random, 1.2));
    int kind = random.nextInt(10);
    GalaxyModel galaxy =
        kind < 4
            ? GalaxyModel.passive(random)
            : kind < 8 ? GalaxyModel.starForming(random) : GalaxyModel.active(random);
    return galaxy.on(grid, redshift, random).flux();
  }

  private double[] quasar(RandomGenerator random) {
    double redshift = 0.05 + 4.5 * Math.pow(random.nextDouble(), 1.4);
    return QuasarModel.draw(random, redshift).on(grid, redshift, random).flux();
  }
}
