package allsky.simulation.image;

import allsky.survey.Band;

/** Light in an image that no source at its place emits. */
public interface LightPattern {

  /** Brightness of a pixel in DN; it may be negative. */
  double brightnessDn(Band band, double x, double y);

  /** The centre: 0-based pixel along a row. */
  double x();

  /** The centre: 0-based pixel across the rows. */
  double y();

  /** The distance from the centre in pixels beyond which the pattern is omitted. */
  double reachPixels();

  /** Adds the pattern to an image. */
  default void addTo(float[][] image, Band band) {
    int top = (int) Math.min(image.length - 1, y() + reachPixels());
    for (int row = (int) Math.max(0, y() - reachPixels()); row <= top; row++) {
      int right = (int) Math.min(image[row].length - 1, x() + reachPixels());
      for (int column = (int) Math.max(0, x() - reachPixels()); column <= right; column++) {
        image[row][column] += (float) brightnessDn(band, column, row);
      }
    }
  }
}
