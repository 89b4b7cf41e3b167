package allsky.sky;

/**
 * A position in the Galactic frame.
 *
 * @param lonDeg Galactic longitude in degrees, 0 (inclusive) to 360 (exclusive)
 * @param latDeg Galactic latitude in degrees, -90 to 90
 */
public record GalacticPosition(double lonDeg, double latDeg) {

  // The north Galactic pole and the longitude of the north celestial pole, ICRS: The Hipparcos and
  // Tycho Catalogues, ESA SP-1200, volume 1, section 1.5.3, equations 1.5.9 and 1.5.10.
  private static final double POLE_RA_RAD = Math.toRadians(192.85948);
  private static final double POLE_DEC_RAD = Math.toRadians(27.12825);
  private static final double NODE_LON_DEG = 32.93192;

  /** The Galactic coordinates of an ICRS position. */
  public static GalacticPosition of(SkyPosition position) {
    double dec = Math.toRadians(position.decDeg());
    double deltaRa = Math.toRadians(position.raDeg()) - POLE_RA_RAD;
    double sinLat =
        Math.sin(dec) * Math.sin(POLE_DEC_RAD)
            + Math.cos(dec) * Math.cos(POLE_DEC_RAD) * Math.cos(deltaRa);
    double alongNode =
        Math.sin(dec) * Math.cos(POLE_DEC_RAD)
            - Math.cos(dec) * Math.sin(POLE_DEC_RAD) * Math.cos(deltaRa);
    double acrossNode = Math.cos(dec) * Math.sin(deltaRa);
    double lonDeg = NODE_LON_DEG + 90 - Math.toDegrees(Math.atan2(acrossNode, alongNode));
    double latDeg = Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, sinLat))));
    return new GalacticPosition(((lonDeg % 360) + 360) % 360, latDeg);
  }

  /** The ICRS position of these coordinates. */
  public SkyPosition toIcrs() {
    double lat = Math.toRadians(latDeg);
    double fromPole = Math.toRadians(NODE_LON_DEG + 90 - lonDeg);
    double sinDec =
        Math.sin(lat) * Math.sin(POLE_DEC_RAD)
            + Math.cos(lat) * Math.cos(POLE_DEC_RAD) * Math.cos(fromPole);
    double north =
        Math.sin(lat) * Math.cos(POLE_DEC_RAD)
            - Math.cos(lat) * Math.sin(POLE_DEC_RAD) * Math.cos(fromPole);
    double ra = POLE_RA_RAD + Math.atan2(Math.cos(lat) * Math.sin(fromPole), north);
    return SkyPosition.ofDegrees(
        Math.toDegrees(ra), Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, sinDec)))));
  }
}
