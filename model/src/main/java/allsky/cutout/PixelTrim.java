package allsky.cutout;

import allsky.survey.Band;
import java.util.List;

/**
 * Rounds the pixels of a cutout to a fraction of the noise, so that they compress better. They stay
 * float32 in DN.
 *
 * <p>The rounding step of a band is the largest power of two that is at most an eighth of the
 * noise. The noise is the smaller one of the cutout's background noise and the band's reference
 * noise. So a pixel changes by at most a sixteenth of the noise, and a value of the network's input
 * by at most {@link #LARGEST_INPUT_CHANGE}. A band without noise is not rounded.
 */
public final class PixelTrim {

  /** Minimum number of steps in a standard deviation of the noise. */
  private static final double STEPS_A_SIGMA = 8;

  /**
   * The maximum change of a value of the network's input by rounding: half a step in units of the
   * reference noise, times 1/10, the slope of the stretch at 0, where it is steepest. The resampler
   * calculates weighted means of stretched pixels and does not increase the change.
   */
  public static final double LARGEST_INPUT_CHANGE = 0.5 / STEPS_A_SIGMA / 10;

  private PixelTrim() {}

  /**
   * The step of a band.
   *
   * @param sigma the noise of the cutout's background in DN
   * @return 0 if the band is not rounded
   */
  public static float step(Band band, float sigma) {
    double noise = Math.min(sigma, band.referenceSigmaDn());
    return noise > 0 ? (float) Math.scalb(1.0, Math.getExponent(noise / STEPS_A_SIGMA)) : 0;
  }

  /**
   * The same cutout with rounded pixels; NaN stays NaN.
   *
   * @param bands the bands of the pixels, in the same order
   */
  public static Cutout rounded(Cutout cutout, List<Band> bands) {
    float[] pixels = cutout.pixels().clone();
    int bandPixels = pixels.length / bands.size();
    for (int band = 0; band < bands.size(); band++) {
      float step = step(bands.get(band), cutout.sigma()[band]);
      if (step > 0) {
        round(pixels, band * bandPixels, bandPixels, step);
      }
    }
    return new Cutout(
        pixels,
        cutout.dx(),
        cutout.dy(),
        cutout.background(),
        cutout.sigma(),
        cutout.badPixels(),
        cutout.flags());
  }

  /** Exact, because a power of two changes only the exponent. A negative zero becomes positive. */
  private static void round(float[] pixels, int from, int count, float step) {
    for (int i = from; i < from + count; i++) {
      pixels[i] = (float) (Math.rint(pixels[i] / (double) step) * step + 0.0);
    }
  }
}
