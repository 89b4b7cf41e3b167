package allsky.training.history;

/** Receives the progress of a training, on the training's thread. */
public interface TrainingListener {

  /** A listener that does nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /** Called after every training step. */
  default void progress(TrainingProgress progress) {}

  /** Called after every epoch, when its checkpoint is written. */
  default void epochDone(EpochResult result) {}
}
