package allsky.training;

import allsky.training.data.Augmentation;
import allsky.training.loss.LossSettings;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of a training; {@link #ofPaper} has the paper's values.
 *
 * @param epochs passes over the training cutouts, 1 or more
 * @param batchSize number of cutouts in one step, 2 or more
 * @param learningRate Adam's step size at the beginning, above 0
 * @param halvingEpoch after this epoch the learning rate is halved; 0 = never
 * @param augmentation random transformation of training cutouts before each use
 * @param patienceEpochs training stops after this number of epochs without improvement; 0 = never
 * @param seed seed of the initial weights, the order of the cutouts and the augmentation
 * @param loss settings of the loss function
 */
public record TrainingRecipe(
    int epochs,
    int batchSize,
    double learningRate,
    int halvingEpoch,
    Augmentation augmentation,
    int patienceEpochs,
    long seed,
    LossSettings loss) {

  public TrainingRecipe {
    if (epochs < 1) {
      throw new IllegalArgumentException("Invalid epochs (1 or more): " + epochs);
    }
    if (batchSize < 2) {
      throw new IllegalArgumentException("Invalid batch size (2 or more): " + batchSize);
    }
    if (!(learningRate > 0 && learningRate < 1)) {
      throw new IllegalArgumentException("Invalid learning rate (0 to 1): " + learningRate);
    }
    if (halvingEpoch < 0 || patienceEpochs < 0) {
      throw new IllegalArgumentException(
          "Invalid halving epoch or patience (0 or more): " + halvingEpoch + ", " + patienceEpochs);
    }
  }

  /** A recipe with plain cross entropy. */
  public TrainingRecipe(
      int epochs,
      int batchSize,
      double learningRate,
      int halvingEpoch,
      Augmentation augmentation,
      int patienceEpochs,
      long seed) {
    this(
        epochs,
        batchSize,
        learningRate,
        halvingEpoch,
        augmentation,
        patienceEpochs,
        seed,
        LossSettings.PLAIN);
  }

  /**
   * The paper's recipe (section 3.1): 200 epochs of Adam with a learning rate of 1e-4, which is
   * halved after 50 epochs. The paper does not give the batch size; 64 is fastest on CPUs.
   */
  public static TrainingRecipe ofPaper(long seed) {
    return new TrainingRecipe(200, 64, 1e-4, 50, Augmentation.NONE, 0, seed);
  }

  /** The learning rate in an epoch; the first epoch is 1. */
  public double learningRate(int epoch) {
    return halvingEpoch > 0 && epoch > halvingEpoch ? learningRate / 2 : learningRate;
  }

  public TrainingRecipe withEpochs(int newEpochs) {
    return new TrainingRecipe(
        newEpochs, batchSize, learningRate, halvingEpoch, augmentation, patienceEpochs, seed, loss);
  }

  public TrainingRecipe withSeed(long newSeed) {
    return new TrainingRecipe(
        epochs, batchSize, learningRate, halvingEpoch, augmentation, patienceEpochs, newSeed, loss);
  }

  /** The recipe as text, by option name. */
  public SortedMap<String, String> toMap() {
    SortedMap<String, String> map = new TreeMap<>();
    map.put("optimizer", "adam");
    map.put("loss", "cross-entropy");
    map.put("epochs", String.valueOf(epochs));
    map.put("batch-size", String.valueOf(batchSize));
    map.put("learning-rate", String.valueOf(learningRate));
    map.put("halving-epoch", String.valueOf(halvingEpoch));
    map.put("augmentation", augmentation.optionName());
    map.put("patience-epochs", String.valueOf(patienceEpochs));
    map.put("label-smoothing", String.valueOf(loss.labelSmoothing()));
    map.put("class-weights", loss.classWeights().toString());
    map.put("seed", String.valueOf(seed));
    return map;
  }
}
