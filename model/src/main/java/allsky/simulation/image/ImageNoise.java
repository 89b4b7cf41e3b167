package allsky.simulation.image;

import java.util.random.RandomGenerator;

/**
 * The noise in one band's image, without background and sources. The catalog is measured on it, so
 * that a source that is too bright in the catalog is too bright in the image.
 */
public final class ImageNoise {

  private final float[][] pixels;
  private final double pixelSigma;

  private ImageNoise(float[][] pixels, double pixelSigma) {
    this.pixels = pixels;
    this.pixelSigma = pixelSigma;
  }

  /**
   * Draws the noise of an image. The same generator gives the noise of {@link ImageRenderer}.
   *
   * @param side of the image in pixels
   */
  public static ImageNoise draw(int side, BandNoise noise, RandomGenerator random) {
    float[][] pixels = new float[side][side];
    new CorrelatedNoise(noise, random).addTo(pixels);
    return new ImageNoise(pixels, noise.pixelSigmaDn());
  }

  /**
   * The noise of the best estimate of a point source's flux, divided by its standard deviation. The
   * image is the telescope's image, convolved with the PSF; so the best estimate is the value of
   * one pixel.
   *
   * @param x 0-based pixel along a row; a position outside has the noise of the nearest pixel
   * @param y 0-based pixel across the rows
   */
  public double ofPointSource(double x, double y) {
    return pixels[nearest(y)][nearest(x)] / pixelSigma;
  }

  /**
   * The sum of the noise in the pixels whose centres lie within a circle, in DN. Pixels outside the
   * image count as 0.
   */
  public double inCircle(double x, double y, double radiusPixels) {
    int first = Math.max(0, (int) Math.ceil(y - radiusPixels));
    int last = Math.min(pixels.length - 1, (int) Math.floor(y + radiusPixels));
    double sum = 0;
    for (int row = first; row <= last; row++) {
      double half = Math.sqrt(radiusPixels * radiusPixels - (row - y) * (row - y));
      int left = Math.max(0, (int) Math.ceil(x - half));
      int right = Math.min(pixels.length - 1, (int) Math.floor(x + half));
      for (int column = left; column <= right; column++) {
        sum += pixels[row][column];
      }
    }
    return sum;
  }

  private int nearest(double position) {
    return (int) Math.max(0, Math.min(pixels.length - 1, Math.round(position)));
  }
}
