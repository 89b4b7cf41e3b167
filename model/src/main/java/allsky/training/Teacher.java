package allsky.training;

import allsky.network.NetworkShape;
import allsky.network.model.TrainedModel;
import allsky.training.data.LabelledCutouts;
import allsky.training.loss.Distillation;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trained model whose probabilities another network learns in addition to the labels.
 *
 * @param model the teacher; its classes are those of the network that learns, in the same order
 * @param distillation its part of the loss
 * @param cutouts the cutouts of the training set in their order, as the teacher gets them
 */
public record Teacher(TrainedModel model, Distillation distillation, LabelledCutouts cutouts) {

  /** The bands, the side and the classes of the teacher. */
  public NetworkShape shape() {
    return model.description().shape();
  }

  /** The digest of the model and the settings as text, by option name. */
  SortedMap<String, String> toMap() {
    SortedMap<String, String> map = new TreeMap<>();
    map.put("teacher", model.digest());
    map.put("teacher-share", String.valueOf(distillation.share()));
    map.put("teacher-temperature", String.valueOf(distillation.temperature()));
    return map;
  }
}
