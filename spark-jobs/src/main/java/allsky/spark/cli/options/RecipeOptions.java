package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.training.LearningRate;
import allsky.training.LearningRate.Decay;
import allsky.training.TrainingRecipe;
import allsky.training.data.Augmentation;
import allsky.training.data.Mixup;
import allsky.training.loss.ClassWeights;
import allsky.training.loss.LossSettings;
import picocli.CommandLine.Option;

/** The options of a training; the defaults are those of a {@link NamedRecipe}. */
@Heading.Under(Heading.TRAINING)
public final class RecipeOptions {

  @Option(
      names = "--training-share",
      defaultValue = "1",
      paramLabel = "SHARE",
      description =
          "Share of the training set to use, above 0 and up to 1. Use this option for a "
              + "learning curve. A larger share contains every smaller one.")
  private double trainingShare;

  @Option(
      names = "--recipe",
      defaultValue = "paper",
      paramLabel = "NAME",
      description =
          "Default values of the other options: paper or best. paper: the "
              + "settings of Zhao et al. (2023). best: fewer epochs with a larger learning rate, "
              + "augmentation and averaged weights.")
  private NamedRecipe recipe;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Number of passes over the training set (default: 200; 40 with --recipe best).")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      defaultValue = "64",
      paramLabel = "N",
      description = "Number of cutouts in a training batch. 16 to 64 is fastest on CPUs.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description =
          "Initial learning rate of the Adam optimizer (default: 1e-4; 1e-3 with --recipe best).")
  private Double learningRate;

  @Option(
      names = "--learning-rate-decay",
      paramLabel = "NAME",
      description =
          "How the learning rate becomes smaller: halving or cosine. halving: once, "
              + "after --halving-epoch. cosine: from --learning-rate to 0, as half a period of a "
              + "cosine (default: halving; cosine with --recipe best).")
  private Decay decay;

  @Option(
      names = "--halving-epoch",
      defaultValue = "50",
      paramLabel = "N",
      description =
          "After this epoch, use half of the initial learning rate. 0: never. Not used with "
              + "--learning-rate-decay cosine.")
  private int halvingEpoch;

  @Option(
      names = "--average-decay",
      paramLabel = "SHARE",
      description =
          "Validate and return the exponential moving average of the weights: the share of the "
              + "old average in a step, from 0 (no average) to less than 1 (default: 0; 0.999 "
              + "with --recipe best).")
  private Double averageDecay;

  @Option(
      names = "--augmentation",
      paramLabel = "LIST",
      description =
          "Random changes of each training cutout before each use: none, or a list of "
              + "flips-and-turns, shifts, noise. flips-and-turns mirrors a cutout or not, and "
              + "turns it by a multiple of 90 degrees. shifts moves it by up to half a native "
              + "pixel along each axis. noise makes half of the sources fainter, by up to 1 mag "
              + "(default: none; flips-and-turns with --recipe best).")
  private String augmentation;

  @Option(
      names = "--mixup",
      paramLabel = "ALPHA",
      description =
          "Mix the cutouts of a training batch and their labels in pairs (Zhang et al. 2018). The "
              + "share of the other cutout is drawn from the beta distribution with ALPHA, from "
              + "0.01 to 1, for each batch (default: 0, no mixture).")
  private Double mixup;

  @Option(
      names = "--label-smoothing",
      defaultValue = "0",
      paramLabel = "SHARE",
      description =
          "Label smoothing: the share of each label that is spread over all classes, from "
              + "0 to less than 1.")
  private double labelSmoothing;

  @Option(
      names = "--class-weights",
      defaultValue = "none",
      paramLabel = "WEIGHTS",
      description =
          "Weight of each class in the loss: none, balanced (inverse of the number of its "
              + "cutouts), or a list such as STAR=1,GALAXY=0.5,QSO=4.")
  private String classWeights;

  @Option(
      names = "--patience",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Stop if no epoch of the last N is better than the best one, by validation "
              + "accuracy and then by validation loss. 0: never.")
  private int patience;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed for the initial weights, the order of the cutouts and the augmentation.")
  private long seed;

  /** The share of the training set to use, above 0 and up to 1. */
  public double trainingShare() {
    check(
        trainingShare > 0 && trainingShare <= 1,
        "Invalid --training-share (above 0, up to 1): %s",
        trainingShare);
    return trainingShare;
  }

  public TrainingRecipe recipe() {
    try {
      LossSettings loss = new LossSettings(labelSmoothing, ClassWeights.parse(classWeights));
      LearningRate rate =
          new LearningRate(
              given(learningRate, recipe.learningRate), given(decay, recipe.decay), halvingEpoch);
      return new TrainingRecipe(
          given(epochs, recipe.epochs),
          batchSize,
          rate,
          given(averageDecay, recipe.averageDecay),
          Augmentation.parse(given(augmentation, recipe.augmentation))
              .with(new Mixup(given(mixup, 0.0))),
          patience,
          seed,
          loss);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private static <T> T given(T option, T otherwise) {
    return option == null ? otherwise : option;
  }
}
