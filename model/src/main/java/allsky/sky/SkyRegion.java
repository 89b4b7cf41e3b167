package allsky.sky;

import java.io.Serializable;

/** A region of the sphere: a cone or a box. */
public sealed interface SkyRegion extends Serializable permits SkyRegion.Cone, SkyRegion.Box {

  /** True for a position in the region or on its edge. */
  boolean contains(double raDeg, double decDeg);

  /**
   * Angular distance in degrees from a position to the region, 0 inside; exact except for rounding.
   *
   * @param raDeg 0 to 360
   * @param decDeg -90 to 90
   */
  double distanceDeg(double raDeg, double decDeg);

  /** A position inside the region. */
  SkyPosition inside();

  /** The southernmost declination of the region, or less by a rounding error; -90 or more. */
  double decFromDeg();

  /** The northernmost declination of the region, or more by a rounding error; 90 or less. */
  double decToDeg();

  /**
   * All positions within a radius of a centre.
   *
   * @param radiusDeg 0 to 180
   */
  record Cone(SkyPosition centre, double radiusDeg) implements SkyRegion {

    public Cone {
      if (!(radiusDeg >= 0 && radiusDeg <= 180)) {
        throw new IllegalArgumentException("Invalid radius (degrees, 0 to 180): " + radiusDeg);
      }
    }

    @Override
    public boolean contains(double raDeg, double decDeg) {
      return separation(raDeg, decDeg) <= radiusDeg;
    }

    @Override
    public double distanceDeg(double raDeg, double decDeg) {
      return Math.max(0, separation(raDeg, decDeg) - radiusDeg);
    }

    @Override
    public SkyPosition inside() {
      return centre;
    }

    @Override
    public double decFromDeg() {
      return Math.max(-90, centre.decDeg() - radiusDeg - SphericalCap.ANGLE_SLACK_DEG);
    }

    @Override
    public double decToDeg() {
      return Math.min(90, centre.decDeg() + radiusDeg + SphericalCap.ANGLE_SLACK_DEG);
    }

    private double separation(double raDeg, double decDeg) {
      return Separation.arcsec(centre.raDeg(), centre.decDeg(), raDeg, decDeg) / 3600;
    }
  }

  /**
   * All positions between two meridians and two parallels.
   *
   * @param raFromDeg the western edge, 0 to 360
   * @param raWidthDeg width towards the east, 0 to 360
   * @param decFromDeg the southern edge
   * @param decToDeg the northern edge
   */
  record Box(double raFromDeg, double raWidthDeg, double decFromDeg, double decToDeg)
      implements SkyRegion {

    public Box {
      if (!(raFromDeg >= 0 && raFromDeg <= 360 && raWidthDeg >= 0 && raWidthDeg <= 360)) {
        throw new IllegalArgumentException(
            "Invalid right ascensions (degrees, 0 to 360): " + raFromDeg + " and " + raWidthDeg);
      }
      if (!(decFromDeg >= -90 && decFromDeg <= decToDeg && decToDeg <= 90)) {
        throw new IllegalArgumentException(
            "Invalid declinations (degrees, -90 to 90, the lower first): "
                + decFromDeg
                + " to "
                + decToDeg);
      }
    }

    /**
     * A box from one right ascension eastwards to another; it crosses 0 if the other is smaller.
     */
    public static Box between(
        double raFromDeg, double raToDeg, double decFromDeg, double decToDeg) {
      double width = raToDeg - raFromDeg;
      return new Box(raFromDeg, width < 0 ? width + 360 : width, decFromDeg, decToDeg);
    }

    @Override
    public boolean contains(double raDeg, double decDeg) {
      return decDeg >= decFromDeg && decDeg <= decToDeg && (isPole(decDeg) || inRange(raDeg));
    }

    @Override
    public double distanceDeg(double raDeg, double decDeg) {
      if (inRange(raDeg)) {
        return Math.max(0, Math.max(decFromDeg - decDeg, decDeg - decToDeg));
      }
      double west = toMeridianDeg(raDeg, decDeg, raFromDeg);
      double east = toMeridianDeg(raDeg, decDeg, raFromDeg + raWidthDeg);
      return Math.min(west, east);
    }

    @Override
    public SkyPosition inside() {
      return SkyPosition.ofDegrees(raFromDeg + raWidthDeg / 2, (decFromDeg + decToDeg) / 2);
    }

    private boolean inRange(double raDeg) {
      double eastwards = ((raDeg - raFromDeg) % 360 + 360) % 360;
      return eastwards <= raWidthDeg || raWidthDeg == 360;
    }

    private static boolean isPole(double decDeg) {
      return Math.abs(decDeg) == 90;
    }

    /** Degrees from a position to the part of a meridian between the parallels of the box. */
    private double toMeridianDeg(double raDeg, double decDeg, double meridianDeg) {
      double aside = Math.cos(Math.toRadians(raDeg - meridianDeg));
      double decRad = Math.toRadians(decDeg);
      // The nearest point of the great circle of the meridian, as an angle from the equator.
      double nearest = Math.toDegrees(Math.atan2(Math.sin(decRad), Math.cos(decRad) * aside));
      double dec = nearestWithin(nearest);
      return Separation.arcsec(raDeg, decDeg, SkyPosition.ofDegrees(meridianDeg, 0).raDeg(), dec)
          / 3600;
    }

    /**
     * The declination of the nearest point within the box, because along a great circle the
     * separation increases on both sides of the nearest point.
     */
    private double nearestWithin(double dec) {
      if (dec >= decFromDeg && dec <= decToDeg) {
        return dec;
      }
      double toSouth = Math.abs(Math.IEEEremainder(dec - decFromDeg, 360));
      double toNorth = Math.abs(Math.IEEEremainder(dec - decToDeg, 360));
      return toSouth <= toNorth ? decFromDeg : decToDeg;
    }
  }
}
