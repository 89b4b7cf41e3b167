package allsky.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import allsky.network.Network;
import allsky.training.data.Batch;
import allsky.training.loss.Distillation;

/** The network of a {@link Teacher} on the device of a training. Its weights never change. */
final class TeacherNetwork {

  private final Network network;
  private final Distillation distillation;

  /**
   * @param manager owns the weights
   */
  TeacherNetwork(NDManager manager, Teacher teacher) {
    this.network = teacher.model().network(manager);
    this.distillation = teacher.distillation();
  }

  /** Logits of a batch; they belong to the manager of the step. No gradient is recorded. */
  NDArray logits(NDManager step, Batch batch) {
    return network.logits(
        TrainingSession.inputs(step, batch.teacherPixels(), network.shape(), batch.size()));
  }

  /** See {@link Distillation#of}. */
  NDArray loss(NDArray ofLabels, NDArray logits, NDArray teacherLogits) {
    return distillation.of(ofLabels, logits, teacherLogits);
  }
}
