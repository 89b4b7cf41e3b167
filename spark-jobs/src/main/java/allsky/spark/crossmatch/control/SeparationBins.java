package allsky.spark.crossmatch.control;

import java.io.Serializable;

/**
 * Equal steps of separation from 0 to the radius; the last step includes its end.
 *
 * @param radiusArcsec the end of the last step
 * @param count how many steps
 */
public record SeparationBins(double radiusArcsec, int count) implements Serializable {

  private static final int OF_HISTOGRAM = 40;

  /** The steps of the histogram of separations. */
  public static SeparationBins within(double radiusArcsec) {
    return new SeparationBins(radiusArcsec, OF_HISTOGRAM);
  }

  /** The step that a separation falls into, from 0. */
  public int of(double separationArcsec) {
    return Math.min(count - 1, (int) (separationArcsec / radiusArcsec * count));
  }

  /** Where a step begins, arcsec. */
  public double start(int bin) {
    return radiusArcsec * bin / count;
  }
}
