package allsky.spark.crossmatch;

import java.io.Serializable;

/**
 * Equal steps of separation from 0 to the radius, the last one with its end.
 *
 * @param radiusArcsec the end of the last step
 * @param count how many steps
 */
record SeparationBins(double radiusArcsec, int count) implements Serializable {

  /** The step that a separation falls into, from 0. */
  int of(double separationArcsec) {
    return Math.min(count - 1, (int) (separationArcsec / radiusArcsec * count));
  }

  /** Where a step begins, arcsec. */
  double start(int bin) {
    return radiusArcsec * bin / count;
  }
}
