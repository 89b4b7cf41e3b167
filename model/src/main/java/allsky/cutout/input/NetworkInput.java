package allsky.cutout.input;

import allsky.cutout.Cutout;
import allsky.cutout.arithmetic.ArithmeticChoice;
import allsky.cutout.arithmetic.PixelArithmetic;
import java.util.List;

/**
 * Turns a cutout and photometry into the network's input, both in training and in inference: it
 * stretches each native pixel, then resamples. This order needs a third of the asinh calculations
 * and gives missing pixels the value of the sky. Not thread-safe: an instance reuses its arrays.
 */
public final class NetworkInput {

  private final InputRecipe recipe;
  private final int pixelCount;
  private final List<Stretch> stretches;
  private final PixelArithmetic arithmetic;
  private final Resampler resampler;
  private final float[] stretched;

  /** With the fastest arithmetic of this JVM. */
  public NetworkInput(InputRecipe recipe) {
    this(recipe, ArithmeticChoice.arithmetic(1));
  }

  NetworkInput(InputRecipe recipe, PixelArithmetic arithmetic) {
    this.recipe = recipe;
    this.arithmetic = arithmetic;
    this.pixelCount = recipe.pixels();
    int window = recipe.shape().window();
    this.stretches = recipe.shape().bands().stream().map(Stretch::of).toList();
    this.resampler = new Resampler(window, recipe.side(), recipe.stepPixels(), arithmetic);
    this.stretched = new float[window * window];
  }

  /**
   * Writes the pixels of one input.
   *
   * @param pixels a cutout's pixels, [band][y][x], see {@link Cutout#pixels}
   * @param dx see {@link Cutout#dx}
   * @param dy see {@link Cutout#dy}
   * @param target receives bands x side x side values, [band][y][x], from {@code offset} on
   */
  public void fill(float[] pixels, float dx, float dy, float[] target, int offset) {
    if (pixels.length != recipe.shape().pixelCount()) {
      throw new IllegalArgumentException(
          "Invalid cutout (" + recipe.shape().pixelCount() + " pixels): " + pixels.length);
    }
    int bandPixels = recipe.side() * recipe.side();
    int window = recipe.shape().window();
    int first = resampler.firstRow(dy) * window;
    int count = resampler.endRow(dy) * window - first;
    for (int band = 0; band < stretches.size(); band++) {
      int from = band * stretched.length + first;
      float perSigma = stretches.get(band).perSigma();
      arithmetic.stretch(pixels, from, count, perSigma, stretched, first);
      resampler.resample(stretched, dx, dy, target, offset + band * bandPixels);
    }
  }

  /**
   * Writes one input, with the pixels and the photometry that its recipe has.
   *
   * @param photometry see {@link allsky.survey.NetworkInputs#photometry}
   * @param target receives {@link InputRecipe#length} values from {@code offset} on
   */
  public void fill(
      float[] pixels, float dx, float dy, float[] photometry, float[] target, int offset) {
    if (pixelCount > 0) {
      fill(pixels, dx, dy, target, offset);
    }
    System.arraycopy(photometry, 0, target, offset + pixelCount, photometry.length);
  }
}
