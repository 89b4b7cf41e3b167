package allsky.calibration;

import allsky.survey.NetworkInputs;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The distance of a source from ordinary sources by what the network gets: the larger one of the
 * distances by the pixels and by the photometry.
 */
public final class InputDistance implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String WITH_PHOTOMETRY =
      "-log10 of the share of ordinary sources of the same W1 whose pixels or colours are rarer"
          + " (mixtures of Gaussians) or whose pixels are fainter";

  private final PixelDistance pixels;

  /** Null if the network gets no photometry, and in models of older versions. */
  private final PhotometryDistance photometry;

  InputDistance(PixelDistance pixels, PhotometryDistance photometry) {
    this.pixels = pixels;
    this.photometry = photometry;
  }

  /**
   * What is known of some ordinary sources, one element for each.
   *
   * @param measures of the pixels, see {@code allsky.cutout.measure.CutoutMeasures}
   * @param photometry see {@link NetworkInputs#photometry}; of length 0 without photometry
   */
  public record Sources(List<double[]> measures, List<float[]> photometry) {}

  /**
   * Learns from ordinary sources.
   *
   * @param brightness indices of the measures of brightness
   * @param learned sources from which the densities are learned
   * @param held other ordinary sources, from which the shares are learned
   * @param w1 of these others, Vega mag; NaN for a source without it
   * @param faintW1 the densities have the same limit for all sources brighter than this
   */
  public static InputDistance fitted(
      NetworkInputs inputs,
      int[] brightness,
      Sources learned,
      Sources held,
      double[] w1,
      double faintW1) {
    PixelDistance pixels =
        PixelDistance.fitted(learned.measures(), brightness, held.measures(), w1, faintW1);
    return new InputDistance(
        pixels,
        PhotometryDistance.fitted(inputs, learned.photometry(), held.photometry(), w1, faintW1)
            .orElse(null));
  }

  /** The distance by the pixels. */
  PixelDistance pixels() {
    return pixels;
  }

  /** The distance by the photometry; empty if the model has none. */
  Optional<PhotometryDistance> photometry() {
    return Optional.ofNullable(photometry);
  }

  /** A description of the method, for people. */
  public String method() {
    return photometry == null ? PixelDistance.METHOD : WITH_PHOTOMETRY;
  }

  /**
   * The distance of a source, 0 or more.
   *
   * @param measures of the pixels
   * @param floats its photometry, see {@link NetworkInputs#photometry}; of length 0 if it is not to
   *     be compared
   * @param w1 of the source, Vega mag; NaN if it has none
   */
  public float of(double[] measures, float[] floats, double w1) {
    return Math.max(pixels.of(measures, w1), ofPhotometry(floats, w1));
  }

  /** The distance by the photometry only, 0 or more; 0 if it is not known. */
  float ofPhotometry(float[] floats, double w1) {
    return photometry == null || floats.length == 0
        ? 0
        : (float) Math.max(0, photometry.of(floats, w1));
  }

  /** The distance by the pixels only, 0 or more. */
  public float ofPixels(double[] measures, double w1) {
    return pixels.of(measures, w1);
  }
}
