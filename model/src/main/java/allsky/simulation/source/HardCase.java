package allsky.simulation.source;

import allsky.survey.SourceClass;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A case of the real sky that makes classification harder. A sky has a set of them. Shares without
 * a source are round numbers.
 */
public enum HardCase {
  /** Stars of type M7 to T9; W1 - W2 of T dwarfs is that of QSO ({@link CoolDwarf}). */
  COOL_DWARFS(0.02),
  /** Stars with circumstellar dust, which have the colours of galaxies and QSO. */
  DUSTY_STARS(0.015),
  /** Active nuclei in a galaxy of 0.6 to 4 times their light in W1. */
  HOST_DOMINATED_AGN(0.06),
  /** A neighbour within 2 to 8 arcsec, of any brightness; it moves the catalog's position. */
  BLENDS(0.02),
  /** Null in the columns of W3 and W4, as where the archive could not measure. */
  MISSING_W3_W4(0.01),
  /** A coverage of 10 to 100 exposures, uniform in the logarithm, in place of the ecliptic's. */
  COVERAGE(1),
  /** Other objects in the fibre (1.5 %) and wrong classes (0.5 %). */
  WRONG_SPECTRA(0.02),
  /**
   * Stars of W1 = 4 to 8. In all tiles, the images have flat or masked cores where sources saturate
   * and ghosts of stars brighter than W1 = 8.
   */
  SATURATED_STARS(0.01),
  /** Emission of interstellar dust in W3 and W4, stronger near the Galactic plane. */
  DIFFUSE_EMISSION(1),
  /** Rows of the catalog for asteroids, which the images do not have; more near the ecliptic. */
  MOVING_OBJECTS(1),
  /** Galaxies with the colours of dust ({@link DustyGalaxy}), and the noise of zodiacal light. */
  DUSTY_GALAXIES(0.03);

  /** The cases that the preset sdss was calibrated with. */
  private static final Set<HardCase> CALIBRATED = EnumSet.range(COOL_DWARFS, WRONG_SPECTRA);

  private final double share;

  HardCase(double share) {
    this.share = share;
  }

  /**
   * The share of the cases, 0 to 1: of the sources with a spectrum that the case {@link #concerns},
   * of the rows of the catalog, of the tiles or of the spectra.
   */
  public double share() {
    return share;
  }

  /** The name on the command line, such as cool-dwarfs. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The cases of a preset: those that {@link Preset#SDSS} was calibrated with; the other presets
   * have wrong spectra only.
   */
  public static Set<HardCase> of(Preset preset) {
    return EnumSet.copyOf(preset == Preset.SDSS ? CALIBRATED : Set.of(WRONG_SPECTRA));
  }

  /** True if the case can replace a spectroscopic source of a class. */
  boolean concerns(SourceClass sourceClass) {
    return switch (this) {
      case COOL_DWARFS, DUSTY_STARS, SATURATED_STARS -> sourceClass == SourceClass.STAR;
      case DUSTY_GALAXIES -> sourceClass == SourceClass.GALAXY;
      case HOST_DOMINATED_AGN -> sourceClass == SourceClass.QSO;
      case BLENDS -> true;
      case MISSING_W3_W4, COVERAGE, WRONG_SPECTRA, DIFFUSE_EMISSION, MOVING_OBJECTS -> false;
    };
  }
}
