package allsky.training.data;

import allsky.survey.Band;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A change of a cutout on its native pixels, before they are stretched and interpolated. So a
 * changed cutout has one interpolation, as an unchanged one has.
 *
 * @param shiftX how far the centre of the network's input moves along x, in native pixels, at most
 *     half a pixel
 * @param shiftY the same along y
 * @param fainterMag how much fainter the source becomes, mag, 0 or more
 * @param noiseSeed seed of the noise of {@link #dim}
 */
public record CutoutChange(float shiftX, float shiftY, double fainterMag, long noiseSeed) {

  /** No change. */
  public static final CutoutChange NONE = new CutoutChange(0, 0, 0, 0);

  /**
   * Makes a source fainter in place: D becomes f D + sqrt(1 - f^2) sigma g, with f = 10^(-0.4 m)
   * for m = {@link #fainterMag} and Gaussian numbers g. The factor f also lowers the noise of the
   * image; the second term restores it, if that noise is {@link Band#referenceSigmaDn}, the unit of
   * the stretch. The noise is the same in each pixel and not correlated, unlike the noise of Atlas
   * images. This is a choice of allsky.
   *
   * @param pixels background-subtracted DN, band by band; NaN stays NaN
   * @param bands the bands in the order of the pixels
   */
  public void dim(float[] pixels, List<Band> bands) {
    if (fainterMag == 0) {
      return;
    }
    double factor = Math.pow(10, -0.4 * fainterMag);
    int bandPixels = pixels.length / bands.size();
    for (int band = 0; band < bands.size(); band++) {
      double noise = Math.sqrt(1 - factor * factor) * bands.get(band).referenceSigmaDn();
      // A seed for each band: a network of other bands gets the same noise.
      SplittableRandom random = new SplittableRandom(noiseSeed + bands.get(band).number());
      for (int i = band * bandPixels; i < (band + 1) * bandPixels; i++) {
        pixels[i] = (float) (factor * pixels[i] + noise * random.nextGaussian());
      }
    }
  }
}
