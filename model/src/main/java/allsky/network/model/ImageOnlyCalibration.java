package allsky.network.model;

import java.io.Serializable;

/**
 * The calibration of a network that gets photometry, for sources that have none. It is measured on
 * the validation cutouts without their photometry.
 *
 * @param temperature divisor of the logits before softmax, above 0
 * @param classSets the limits of the class sets
 */
public record ImageOnlyCalibration(double temperature, ClassSetLimits classSets)
    implements Serializable {

  public ImageOnlyCalibration {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("Invalid temperature (above 0): " + temperature);
    }
  }
}
