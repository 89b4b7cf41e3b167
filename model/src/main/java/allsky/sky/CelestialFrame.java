package allsky.sky;

import java.util.Locale;
import java.util.function.BiFunction;

/** A frame of catalog positions, with its conversion to ICRS. */
public enum CelestialFrame {
  ICRS(SkyPosition::ofDegrees),

  /**
   * FK5, equinox J2000. It is rotated to ICRS by the angles of Kaplan 2005, USNO Circular 179,
   * section 3.5: 22.9 mas and less.
   */
  FK5((lonDeg, latDeg) -> SkyVector.of(lonDeg, latDeg).fk5ToIcrs().position()),

  /**
   * FK4, equinox and epoch B1950, with the E-terms of aberration, which are removed (Explanatory
   * Supplement to the Astronomical Almanac, 1992, section 3.53). The rotation to FK5 is that of
   * Murray 1989, A&A 218, 325, equation 28, for stars without proper motion in FK5.
   */
  FK4_B1950(
      (lonDeg, latDeg) ->
          SkyVector.of(lonDeg, latDeg).withoutTermsOfFk4().fk4ToFk5().fk5ToIcrs().position()),

  /** Galactic longitude and latitude, see {@link GalacticPosition}. */
  GALACTIC(
      (lonDeg, latDeg) ->
          new GalacticPosition(SkyPosition.ofDegrees(lonDeg, 0).raDeg(), latDeg).toIcrs());

  // The functions are immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<Double, Double, SkyPosition> icrs;

  CelestialFrame(BiFunction<Double, Double, SkyPosition> icrs) {
    this.icrs = icrs;
  }

  /** The name as options spell it: fk4-b1950. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The ICRS position of coordinates in this frame.
   *
   * @param lonDeg right ascension or Galactic longitude, any finite value
   * @param latDeg declination or Galactic latitude, -90 to 90
   */
  public SkyPosition toIcrs(double lonDeg, double latDeg) {
    return icrs.apply(lonDeg, latDeg);
  }
}
