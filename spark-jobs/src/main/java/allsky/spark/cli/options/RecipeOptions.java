package allsky.spark.cli.options;

import allsky.UserError;
import allsky.training.Augmentation;
import allsky.training.ClassWeights;
import allsky.training.LossSettings;
import allsky.training.TrainingRecipe;
import picocli.CommandLine.Option;

/** The options that say how a network learns; the defaults are the paper's recipe. */
public final class RecipeOptions {

  @Option(
      names = "--epochs",
      defaultValue = "200",
      paramLabel = "N",
      description = "Passes over the training cutouts.")
  private int epochs;

  @Option(
      names = "--batch-size",
      defaultValue = "64",
      paramLabel = "N",
      description = "Cutouts of a step; 16 to 64 is fastest on CPUs.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      defaultValue = "1e-4",
      paramLabel = "RATE",
      description = "Adam's step size at the start.")
  private double learningRate;

  @Option(
      names = "--halving-epoch",
      defaultValue = "50",
      paramLabel = "N",
      description = "After this epoch the step size is half of it; 0 for never.")
  private int halvingEpoch;

  @Option(
      names = "--augmentation",
      defaultValue = "NONE",
      description = "${COMPLETION-CANDIDATES}: what is done to a cutout before each use.")
  private Augmentation augmentation;

  @Option(
      names = "--label-smoothing",
      defaultValue = "0",
      paramLabel = "SHARE",
      description = "Share of each label that is spread over all classes, 0 up to but not 1.")
  private double labelSmoothing;

  @Option(
      names = "--class-weights",
      defaultValue = "none",
      paramLabel = "WEIGHTS",
      description =
          "How much each class counts in the loss: none, balanced (by one over its cutouts), or"
              + " STAR=1,GALAXY=0.5,QSO=4.")
  private String classWeights;

  @Option(
      names = "--patience",
      defaultValue = "0",
      paramLabel = "N",
      description = "Stop when so many epochs brought no better one; 0 for never.")
  private int patience;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the first weights, the order of the cutouts and the augmentation.")
  private long seed;

  public TrainingRecipe recipe() {
    try {
      LossSettings loss = new LossSettings(labelSmoothing, ClassWeights.parse(classWeights));
      return new TrainingRecipe(
          epochs, batchSize, learningRate, halvingEpoch, augmentation, patience, seed, loss);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
