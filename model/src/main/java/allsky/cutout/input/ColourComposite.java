package allsky.cutout.input;

import allsky.survey.Band;
import java.util.List;

/**
 * A colour picture of one cutout, with the WISE team's assignment of colours: W1 blue, W2 green, W3
 * red.
 *
 * <p>Each band is stretched with the network's {@link Stretch} and with fixed black and white
 * points, so that brightness and colour can be compared between cutouts. A cutout without W3 shows
 * only W1 and W2. A cutout without any of the three bands shows its first band in grey.
 */
public final class ColourComposite {

  /** Stretched values of black (half of the reference noise below the sky) and of white. */
  private static final float BLACK = -0.05f;

  private static final float WHITE = 0.62f;

  private static final List<Band> RED_GREEN_BLUE = List.of(Band.W3, Band.W2, Band.W1);

  private ColourComposite() {}

  /**
   * The picture's pixels, 0xRRGGBB, row by row with north up: the first row is the image's last.
   *
   * @param pixels background-subtracted DN, band by band, row by row from the south
   * @param bands the bands in the order of {@code pixels}
   * @param width pixels of a row
   * @throws IllegalArgumentException if the length is not bands x rows x width
   */
  public static int[] rgb(float[] pixels, List<Band> bands, int width) {
    float[] stretched = new float[pixels.length];
    int plane = pixels.length / Math.max(1, bands.size());
    for (int band = 0; band < bands.size(); band++) {
      Stretch stretch = Stretch.of(bands.get(band));
      for (int i = band * plane; i < (band + 1) * plane; i++) {
        stretched[i] = stretch.apply(pixels[i]);
      }
    }
    return ofStretched(stretched, bands, width);
  }

  /**
   * As {@link #rgb}, for pixels to which {@link Stretch} was applied, such as the input of a
   * network.
   */
  public static int[] ofStretched(float[] pixels, List<Band> bands, int width) {
    int plane = pixels.length / Math.max(1, bands.size());
    if (bands.isEmpty() || plane * bands.size() != pixels.length || plane % width != 0) {
      throw new IllegalArgumentException(
          "Invalid cutout (" + bands.size() + " bands of width " + width + "): " + pixels.length);
    }
    int[] picture = new int[plane];
    for (int channel = 0; channel < 3; channel++) {
      int band = bandOf(channel, bands);
      if (band >= 0) {
        paint(picture, 16 - 8 * channel, pixels, band * plane, width);
      }
    }
    return picture;
  }

  private static int bandOf(int channel, List<Band> bands) {
    boolean coloured = bands.stream().anyMatch(RED_GREEN_BLUE::contains);
    return coloured ? bands.indexOf(RED_GREEN_BLUE.get(channel)) : 0;
  }

  private static void paint(int[] picture, int shift, float[] stretched, int offset, int width) {
    int rows = picture.length / width;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < width; column++) {
        float value = stretched[offset + (rows - 1 - row) * width + column];
        picture[row * width + column] |= grey(value) << shift;
      }
    }
  }

  /** A grey value, 0 to 255; a pixel without a value has the level of the sky. */
  private static int grey(float stretched) {
    float share = (stretched - BLACK) / (WHITE - BLACK);
    return Math.round(255 * Math.max(0, Math.min(1, share)));
  }
}
