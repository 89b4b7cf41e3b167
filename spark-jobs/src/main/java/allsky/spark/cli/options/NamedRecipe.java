package allsky.spark.cli.options;

import allsky.training.LearningRate.Decay;

/** A recipe of {@code --recipe}: the values of the options that are not given. */
enum NamedRecipe {
  /** The paper, section 3.1. */
  PAPER(200, 1e-4, Decay.HALVING, 0, "none"),
  /** Compared with the other recipe in docs/pretrained-model.md. */
  BEST(40, 1e-3, Decay.COSINE, 0.999, "flips-and-turns");

  final int epochs;
  final double learningRate;
  final Decay decay;
  final double averageDecay;
  final String augmentation;

  NamedRecipe(
      int epochs, double learningRate, Decay decay, double averageDecay, String augmentation) {
    this.epochs = epochs;
    this.learningRate = learningRate;
    this.decay = decay;
    this.averageDecay = averageDecay;
    this.augmentation = augmentation;
  }
}
