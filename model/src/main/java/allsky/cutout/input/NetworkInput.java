package allsky.cutout.input;

import allsky.cutout.Cutout;
import java.util.List;

/**
 * Turns a cutout and colours into the network's input, both in training and in inference: it
 * stretches each native pixel, then resamples. This order needs a third of the asinh calculations
 * and gives missing pixels the value of the sky. Not thread-safe: an instance reuses its arrays.
 */
public final class NetworkInput {

  private final InputRecipe recipe;
  private final int pixelCount;
  private final List<Stretch> stretches;
  private final Resampler resampler;
  private final float[] stretched;

  public NetworkInput(InputRecipe recipe) {
    this.recipe = recipe;
    this.pixelCount = recipe.pixels();
    int window = recipe.shape().window();
    this.stretches = recipe.shape().bands().stream().map(Stretch::of).toList();
    this.resampler = new Resampler(window, recipe.side(), recipe.stepPixels());
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
    for (int band = 0; band < stretches.size(); band++) {
      Stretch stretch = stretches.get(band);
      int from = band * stretched.length;
      for (int i = 0; i < stretched.length; i++) {
        stretched[i] = stretch.apply(pixels[from + i]);
      }
      resampler.resample(stretched, dx, dy, target, offset + band * bandPixels);
    }
  }

  /**
   * Writes one input, with the pixels and the colours that its recipe has.
   *
   * @param colours see {@link allsky.survey.NetworkInputs#colours}
   * @param target receives {@link InputRecipe#length} values from {@code offset} on
   */
  public void fill(
      float[] pixels, float dx, float dy, float[] colours, float[] target, int offset) {
    if (pixelCount > 0) {
      fill(pixels, dx, dy, target, offset);
    }
    System.arraycopy(colours, 0, target, offset + pixelCount, colours.length);
  }
}
