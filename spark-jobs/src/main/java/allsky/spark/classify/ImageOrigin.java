package allsky.spark.classify;

import allsky.network.model.ModelDescription;
import java.util.Optional;

/**
 * Whether the classified images are simulated.
 *
 * @param simulated true if {@code simulate-sky} made them
 * @param remark what users must know, if the model was trained on other images
 */
public record ImageOrigin(boolean simulated, Optional<String> remark) {

  /** The origin of images that a model classifies. */
  public static ImageOrigin of(boolean simulated, ModelDescription model) {
    return new ImageOrigin(simulated, model.training().remark(simulated));
  }
}
