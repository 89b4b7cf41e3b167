package allsky.cutout;

/**
 * What one band of a cutout shows at the position of its source, and around it.
 *
 * <p>The value at a position is the mean of the pixels within {@value #APERTURE_ARCSEC} arcsec of
 * it. Its signal-to-noise ratio is that value over the scatter of one background pixel: Atlas
 * images are blurred by a matched filter, so that more pixels do not lower the noise. A peak is a
 * pixel with a mean of 3 x 3 pixels of at least {@value #DETECTION} sigma that no neighbouring
 * pixel exceeds.
 *
 * @param value the value at the source, DN; 0 if no pixel there has a value
 * @param signalToNoise the signal-to-noise ratio at the source; 0 if the background has no scatter
 * @param nearestPeakArcsec distance of the nearest peak from the source; infinite without a peak
 * @param brightestPeakArcsec distance of the brightest peak from the source; infinite without one
 * @param brightestPeak signal-to-noise ratio of the brightest peak; 0 without one
 * @param neighbour signal-to-noise ratio of the brightest peak from {@value #APART_ARCSEC} to
 *     {@value #NEAR_ARCSEC} arcsec from the source; 0 without one
 */
public record BandCentre(
    double value,
    double signalToNoise,
    double nearestPeakArcsec,
    double brightestPeakArcsec,
    double brightestPeak,
    double neighbour) {

  /** Two pixels of the Atlas, one of unWISE. */
  static final double APERTURE_ARCSEC = 2.75;

  /** Signal-to-noise ratio of a detection. */
  static final double DETECTION = 3;

  /** Farther from the source than this, a peak is another source. */
  static final double APART_ARCSEC = 5.5;

  /** Within this distance the light of two sources overlaps: about 1.8 times the FWHM of W1. */
  static final double NEAR_ARCSEC = 15;

  /**
   * Measures a band.
   *
   * @param pixels [band][y][x], background subtracted, NaN without a value
   * @param band index of the band
   * @param dx offset of the source from the centre of the middle pixel, pixels
   * @param dy the same along y
   * @param sigma scatter of the background, in the unit of the pixels
   */
  public static BandCentre of(
      float[] pixels, int band, float dx, float dy, float sigma, CutoutShape shape) {
    return new Measurement(pixels, band, dx, dy, sigma, shape).result();
  }

  /**
   * True if the band shows no source at the position: the signal-to-noise ratio there is below
   * {@value #DETECTION}, or another peak outshines it ({@link #isOutshone}).
   */
  public boolean hidesSource() {
    return signalToNoise < DETECTION || isOutshone();
  }

  /**
   * True if no peak is within {@value #APART_ARCSEC} arcsec of the source, and the source has less
   * than half of the value of the brightest peak.
   */
  public boolean isOutshone() {
    return nearestPeakArcsec > APART_ARCSEC && signalToNoise < brightestPeak / 2;
  }

  /** The measurement of one band; distances are in arcsec. */
  private static final class Measurement {

    private final float[] pixels;
    private final int offset;
    private final int width;
    private final double x;
    private final double y;
    private final double sigma;
    private final double pixelArcsec;

    private double nearest = Double.POSITIVE_INFINITY;
    private double brightestAt = Double.POSITIVE_INFINITY;
    private double brightest;
    private double neighbour;

    Measurement(float[] pixels, int band, float dx, float dy, float sigma, CutoutShape shape) {
      this.pixels = pixels;
      this.width = shape.window();
      this.offset = band * width * width;
      int middle = width / 2;
      this.x = middle + (double) dx;
      this.y = middle + (double) dy;
      this.sigma = sigma;
      this.pixelArcsec = shape.survey().pixelArcsec();
    }

    BandCentre result() {
      double value = centralValue();
      if (!(sigma > 0)) {
        return new BandCentre(value, 0, nearest, brightestAt, 0, 0);
      }
      double[] smoothed = smoothed();
      for (int row = 1; row < width - 1; row++) {
        for (int column = 1; column < width - 1; column++) {
          if (isPeak(smoothed, row, column)) {
            add(smoothed[row * width + column] / sigma, distance(row, column));
          }
        }
      }
      return new BandCentre(value, value / sigma, nearest, brightestAt, brightest, neighbour);
    }

    private void add(double peak, double distance) {
      nearest = Math.min(nearest, distance);
      if (peak > brightest) {
        brightest = peak;
        brightestAt = distance;
      }
      if (distance > APART_ARCSEC && distance <= NEAR_ARCSEC) {
        neighbour = Math.max(neighbour, peak);
      }
    }

    private double distance(int row, int column) {
      return pixelArcsec * Math.hypot(column - x, row - y);
    }

    private double centralValue() {
      double sum = 0;
      int count = 0;
      for (int row = 0; row < width; row++) {
        for (int column = 0; column < width; column++) {
          float pixel = pixels[offset + row * width + column];
          if (distance(row, column) <= APERTURE_ARCSEC && Float.isFinite(pixel)) {
            sum += pixel;
            count++;
          }
        }
      }
      return count == 0 ? 0 : sum / count;
    }

    /** The mean of each pixel and its eight neighbours; a pixel without a value counts as 0. */
    private double[] smoothed() {
      double[] means = new double[width * width];
      for (int row = 1; row < width - 1; row++) {
        for (int column = 1; column < width - 1; column++) {
          means[row * width + column] = mean(row, column);
        }
      }
      return means;
    }

    private double mean(int row, int column) {
      double sum = 0;
      for (int y = row - 1; y <= row + 1; y++) {
        for (int x = column - 1; x <= column + 1; x++) {
          float pixel = pixels[offset + y * width + x];
          sum += Float.isFinite(pixel) ? pixel : 0;
        }
      }
      return sum / 9;
    }

    private boolean isPeak(double[] smoothed, int row, int column) {
      double here = smoothed[row * width + column];
      if (here < DETECTION * sigma) {
        return false;
      }
      for (int y = row - 1; y <= row + 1; y++) {
        for (int x = column - 1; x <= column + 1; x++) {
          if (smoothed[y * width + x] > here) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
