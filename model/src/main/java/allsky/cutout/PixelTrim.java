package allsky.cutout;

import allsky.survey.Band;
import java.util.List;

/**
 * Rounds the pixels of a cutout to what its noise lets one see, so that they take less room when
 * compressed. They stay float32 in DN.
 *
 * <p>A band's step is the largest power of two that is no more than an eighth of its noise: the
 * smaller one of the cutout's own background scatter and the band's reference noise. So no pixel
 * moves by more than a sixteenth of either noise, and no value of the network's input by more than
 * {@link #LARGEST_INPUT_CHANGE}. A band without scatter stays as it is.
 */
public final class PixelTrim {

  /** Steps in a standard deviation of the noise, at least. */
  private static final double STEPS_A_SIGMA = 8;

  /**
   * The most by which rounding changes a value of the network's input: half a step in units of the
   * reference noise, where the stretch is steepest, at a tenth of the ratio. The resampler is a
   * mean of stretched pixels and adds nothing.
   */
  public static final double LARGEST_INPUT_CHANGE = 0.5 / STEPS_A_SIGMA / 10;

  private PixelTrim() {}

  /**
   * The step of a band.
   *
   * @param sigma the scatter of the cutout's background in DN
   * @return 0 where nothing is rounded
   */
  public static float step(Band band, float sigma) {
    double noise = Math.min(sigma, band.referenceSigmaDn());
    return noise > 0 ? (float) Math.scalb(1.0, Math.getExponent(noise / STEPS_A_SIGMA)) : 0;
  }

  /**
   * The same cutout with rounded pixels; NaN stays NaN.
   *
   * @param bands those of its pixels, in their order
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

  /** Exact, because a power of two changes the exponent alone; zero is made positive. */
  private static void round(float[] pixels, int from, int count, float step) {
    for (int i = from; i < from + count; i++) {
      pixels[i] = (float) (Math.rint(pixels[i] / (double) step) * step + 0.0);
    }
  }
}
