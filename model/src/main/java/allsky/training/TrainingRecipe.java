package allsky.training;

import allsky.training.LearningRate.Decay;
import allsky.training.data.Augmentation;
import allsky.training.data.Mixup;
import allsky.training.loss.LossSettings;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of a training; {@link #ofPaper} has the paper's values.
 *
 * @param epochs passes over the training cutouts, 1 or more
 * @param batchSize number of cutouts in one step, 2 or more
 * @param rate Adam's step size in each epoch
 * @param averageDecay share of the old average in the moving average of the weights, which
 *     validation uses and the training returns; from 0 (no average) to less than 1
 * @param augmentation random changes of training cutouts before each use
 * @param patienceEpochs training stops after this number of epochs without improvement; 0 = never
 * @param seed seed of the initial weights, the order of the cutouts and the augmentation
 * @param loss settings of the loss function
 */
public record TrainingRecipe(
    int epochs,
    int batchSize,
    LearningRate rate,
    double averageDecay,
    Augmentation augmentation,
    int patienceEpochs,
    long seed,
    LossSettings loss) {

  private static final String EPOCHS = "epochs";
  private static final String PATIENCE = "patience-epochs";

  public TrainingRecipe {
    if (epochs < 1) {
      throw new IllegalArgumentException("Invalid epochs (1 or more): " + epochs);
    }
    if (batchSize < 2) {
      throw new IllegalArgumentException("Invalid batch size (2 or more): " + batchSize);
    }
    if (!(averageDecay >= 0 && averageDecay < 1)) {
      throw new IllegalArgumentException(
          "Invalid decay of the averaged weights (0 or more, below 1): " + averageDecay);
    }
    if (patienceEpochs < 0) {
      throw new IllegalArgumentException("Invalid patience (0 or more): " + patienceEpochs);
    }
  }

  /** A recipe with a learning rate that is halved once, and plain cross entropy. */
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
        new LearningRate(learningRate, Decay.HALVING, halvingEpoch),
        0,
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
    return rate.in(epoch, epochs);
  }

  public TrainingRecipe withEpochs(int newEpochs) {
    return new TrainingRecipe(
        newEpochs, batchSize, rate, averageDecay, augmentation, patienceEpochs, seed, loss);
  }

  public TrainingRecipe withSeed(long newSeed) {
    return new TrainingRecipe(
        epochs, batchSize, rate, averageDecay, augmentation, patienceEpochs, newSeed, loss);
  }

  /**
   * The entries of {@link #toMap} that may change when a training is resumed. The rate of each
   * epoch must not change.
   */
  Set<String> changeable() {
    return rate.decay() == Decay.COSINE ? Set.of(PATIENCE) : Set.of(EPOCHS, PATIENCE);
  }

  /** The recipe as text, by option name. */
  public SortedMap<String, String> toMap() {
    SortedMap<String, String> map = new TreeMap<>();
    map.put("optimizer", "adam");
    map.put("loss", "cross-entropy");
    map.put(EPOCHS, String.valueOf(epochs));
    map.put("batch-size", String.valueOf(batchSize));
    map.put("learning-rate", String.valueOf(rate.initial()));
    map.put("learning-rate-decay", rate.decay().optionName());
    if (rate.decay() == Decay.HALVING) {
      map.put("halving-epoch", String.valueOf(rate.halvingEpoch()));
    }
    map.put("average-decay", String.valueOf(averageDecay));
    map.put("augmentation", augmentation.optionName());
    if (!augmentation.mixup().equals(Mixup.NONE)) {
      map.put("mixup", String.valueOf(augmentation.mixup().alpha()));
    }
    map.put(PATIENCE, String.valueOf(patienceEpochs));
    map.put("label-smoothing", String.valueOf(loss.labelSmoothing()));
    map.put("class-weights", loss.classWeights().toString());
    map.put("seed", String.valueOf(seed));
    return map;
  }
}
