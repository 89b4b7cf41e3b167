package allsky.spark.cli.plan;

import allsky.cutout.CutoutShape;
import java.util.Locale;

/** The sizes of outputs, from the numbers of their rows and pixels. */
public final class OutputSize {

  private static final int BYTES_OF_PIXEL = 4;

  /** The primary header of a simulated image, and the padding after its pixels. */
  private static final int FITS_BLOCK = 2880;

  /** Bytes of a prediction in the HATS catalog of bin/demo, see docs/SCALE.md. */
  private static final int BYTES_OF_PREDICTION = 61;

  private OutputSize() {}

  /** The size of the pixels of cutouts. */
  public static String ofCutouts(long cutouts, CutoutShape shape) {
    double bytes = (double) cutouts * shape.pixelCount() * BYTES_OF_PIXEL;
    return "at most "
        + Quantity.ofBytes(bytes)
        + String.format(
            Locale.ROOT,
            " of pixels (%,d cutouts of %,d pixels), before compression",
            cutouts,
            shape.pixelCount());
  }

  /** The size of predictions. */
  public static String ofPredictions(long sources) {
    return "about "
        + Quantity.ofBytes((double) sources * BYTES_OF_PREDICTION)
        + " ("
        + BYTES_OF_PREDICTION
        + " bytes a source, docs/SCALE.md)";
  }

  /**
   * The size of square images.
   *
   * @param side in pixels
   */
  public static String ofImages(long images, int side) {
    double pixels = (double) side * side * BYTES_OF_PIXEL;
    double bytes = (Math.ceil(pixels / FITS_BLOCK) + 1) * FITS_BLOCK;
    return Quantity.ofBytes(images * bytes) + " of images, and the tables";
  }
}
