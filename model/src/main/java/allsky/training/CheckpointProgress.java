package allsky.training;

import allsky.SmallFile;
import allsky.UserError;
import allsky.network.TensorNotes;
import allsky.training.history.TrainingHistory;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The progress of a training, from its {@link Checkpoint}. */
public final class CheckpointProgress {

  private CheckpointProgress() {}

  /**
   * The finished epochs. The tensors of the checkpoint are neither read nor checked.
   *
   * @return an empty history if there is no checkpoint
   * @throws UserError if the file cannot be read or is not a checkpoint
   */
  public static TrainingHistory of(Path checkpoint) {
    try {
      return TrainingHistory.parse(TensorNotes.of(checkpoint).get("history"));
    } catch (NoSuchFileException e) {
      return TrainingHistory.empty();
    } catch (IOException e) {
      throw new UserError("Cannot read " + checkpoint + ": " + SmallFile.reason(e), e);
    } catch (JsonParseException | NullPointerException e) {
      throw new UserError("Cannot read " + checkpoint + ": it is not a checkpoint", e);
    }
  }
}
