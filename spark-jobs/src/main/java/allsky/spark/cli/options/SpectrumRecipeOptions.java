package allsky.spark.cli.options;

import allsky.UserError;
import allsky.training.TrainingRecipe;
import allsky.training.data.Augmentation;
import picocli.CommandLine.Option;

/** The options of a training on spectra; the network is small, so few passes are enough. */
@Heading.Under(Heading.TRAINING)
public final class SpectrumRecipeOptions {

  @Option(
      names = "--epochs",
      defaultValue = "4",
      paramLabel = "N",
      description = "Number of passes over the training set.")
  private int epochs;

  @Option(
      names = "--batch-size",
      defaultValue = "32",
      paramLabel = "N",
      description = "Number of spectra in a training batch.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      defaultValue = "1e-3",
      paramLabel = "RATE",
      description = "Initial learning rate of the Adam optimizer.")
  private double learningRate;

  @Option(
      names = "--halving-epoch",
      defaultValue = "2",
      paramLabel = "N",
      description = "After this epoch, use half of the initial learning rate. 0: never.")
  private int halvingEpoch;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description =
          "Seed for the simulated spectra, the initial weights and the order of the spectra.")
  private long seed;

  public TrainingRecipe recipe() {
    try {
      return new TrainingRecipe(
          epochs, batchSize, learningRate, halvingEpoch, Augmentation.NONE, 0, seed);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
