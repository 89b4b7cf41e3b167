package allsky.simulation.image;

import allsky.survey.Band;
import java.util.Map;

/**
 * Stripes of scattered moonlight: a wave of brightness that fades with the distance from its
 * centre. The centre is on a bright stripe. W3 and W4 have most of the light.
 *
 * @param x 0-based pixel along a row
 * @param y 0-based pixel across the rows
 * @param angleRad angle between the x axis and the normal of the stripes
 * @param periodPixels distance of two bright stripes
 * @param fadingPixels sigma of the Gaussian by which the stripes fade
 * @param amplitudeDn brightness of the centre by band in DN
 */
public record MoonStripes(
    double x,
    double y,
    double angleRad,
    double periodPixels,
    double fadingPixels,
    Map<Band, Double> amplitudeDn)
    implements LightPattern {

  private static final double SIGMAS = 3;

  public MoonStripes {
    amplitudeDn = Map.copyOf(amplitudeDn);
  }

  @Override
  public double brightnessDn(Band band, double atX, double atY) {
    double along = Math.cos(angleRad) * (atX - x) + Math.sin(angleRad) * (atY - y);
    double distance = Math.hypot(atX - x, atY - y) / fadingPixels;
    return amplitudeDn.get(band)
        * Math.cos(2 * Math.PI * along / periodPixels)
        * Math.exp(-0.5 * distance * distance);
  }

  @Override
  public double reachPixels() {
    return SIGMAS * fadingPixels;
  }
}
