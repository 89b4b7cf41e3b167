package allsky.spark.classify;

import allsky.calibration.OutlierRule.Reason;
import allsky.cutout.measure.PixelCase;
import allsky.survey.Band;
import java.util.List;
import java.util.Optional;

/** What makes a source far from training, by the part of its distance that exceeds the limit. */
final class OutlierName {

  private OutlierName() {}

  /**
   * The reason. If only the magnitudes are unusual, the pixels are ordinary. Then only the rules on
   * colours apply.
   *
   * @param farByPixels true if the distance by the pixels exceeds the limit
   * @param measures of the pixels
   * @param bands of the cutouts
   */
  static Reason of(boolean farByPixels, double[] measures, List<Band> bands) {
    Optional<PixelCase> named =
        farByPixels ? PixelCase.of(measures, bands) : PixelCase.ofColours(measures, bands);
    return named
        .map(each -> Reason.valueOf(each.name()))
        .orElse(farByPixels ? Reason.FAR_FROM_TRAINING : Reason.UNUSUAL_COLOURS);
  }
}
