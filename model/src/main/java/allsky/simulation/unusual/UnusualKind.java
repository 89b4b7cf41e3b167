package allsky.simulation.unusual;

import java.util.Locale;

/** A kind of unusual object. Numbers without a source are round numbers. */
public enum UnusualKind {
  /** An L dwarf, with the colours and magnitudes of {@link UltracoolType}. */
  L_DWARF,
  /** A T dwarf. */
  T_DWARF,
  /** A Y dwarf; it is often below the noise in W1. */
  Y_DWARF,
  /** A compact HII region: extended, with PAH bands in W3 and warm dust in W4 ({@link Nebula}). */
  HII_KNOT,
  /** A planetary nebula: red in all colours, with a radius of a few arcsec ({@link Nebula}). */
  PLANETARY_NEBULA,
  /** Seen in one exposure, such as an asteroid: in the catalog, but not in the coadded image. */
  ONE_EPOCH,
  /** The ring of light that reflections of a bright star make, away from the star. */
  GHOST,
  /** A place in the halo of a star of W1 = 5 to 7, 40 to 65 arcsec from it. */
  HALO,
  /** A place on stripes of scattered moonlight. */
  MOON_STRIPES,
  /** A position without a source, such as a source of another survey. */
  EMPTY,
  /** Two sources of different classes, 3 to 6 arcsec apart, similarly bright in W1. */
  BLEND;

  /** The name in the catalog, such as L_DWARF in lower case with hyphens: l-dwarf. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
