package allsky.spark.training;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.cutout.input.InputRecipe;
import allsky.network.NetworkShape;
import allsky.network.model.TrainedModel;
import allsky.survey.NetworkInputs;
import allsky.training.Teacher;
import allsky.training.loss.Distillation;

/**
 * A trained model that a user names as the teacher of a training.
 *
 * @param path the folder of the model, for messages
 * @param distillation the part of the teacher in the loss
 */
public record TeacherModel(String path, TrainedModel model, Distillation distillation) {

  /**
   * Refuses a teacher that cannot answer for the cutouts of a training.
   *
   * @param network the network that learns
   * @param cutouts the bands and the size of the cutouts
   * @throws UserError that says what differs
   */
  void requireFits(NetworkShape network, CutoutShape cutouts) {
    InputRecipe input = model.description().input();
    require(input != null, "it was trained on spectra; name a model of train-iicnet");
    NetworkShape own = model.description().shape();
    require(
        own.classes().equals(network.classes()),
        "it has the classes %s, but the network learns %s"
                .formatted(own.classes(), network.classes())
            + "; give --classes in the order of the teacher, or name another teacher");
    require(
        cutouts.bands().containsAll(own.bands()) && cutouts.only(own.bands()).equals(input.shape()),
        "it was trained on %s, but --cutouts has %s".formatted(input.shape().text(), cutouts.text())
            + "; name another teacher, or make other cutouts");
    require(
        own.inputs() == NetworkInputs.IMAGES || own.inputs() == network.inputs(),
        "it gets %1$s, but the network gets %2$s; add --inputs %1$s, or name another teacher"
            .formatted(own.inputs().optionName(), network.inputs().optionName()));
  }

  private void require(boolean fits, String reason) {
    if (!fits) {
      throw new UserError("Cannot use --teacher " + path + ": " + reason);
    }
  }

  /**
   * The teacher of a training.
   *
   * @param training the cutouts of the training set
   */
  Teacher of(CutoutSpillFile training) {
    return new Teacher(model, distillation, training.inputsOf(model.description().input()));
  }
}
