package allsky.training.history;

/** Hears how a training goes, on the training's thread. */
public interface TrainingListener {

  /** Hears nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /** After every training step. */
  default void progress(TrainingProgress progress) {}

  /** After every epoch, when its checkpoint is written. */
  default void epochDone(EpochResult result) {}
}
