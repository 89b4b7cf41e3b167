package allsky.training;

import java.util.Locale;

/**
 * The learning rate of each epoch.
 *
 * @param initial Adam's step size at the beginning, above 0 and below 1
 * @param decay how it becomes smaller
 * @param halvingEpoch for {@link Decay#HALVING}: the last epoch with the initial rate; 0 = all
 */
public record LearningRate(double initial, Decay decay, int halvingEpoch) {

  /** How a learning rate becomes smaller. */
  public enum Decay {
    /** Half of the initial rate after an epoch, as in the paper. */
    HALVING,
    /**
     * Half a period of a cosine from the initial rate to 0 (Loshchilov and Hutter 2017, "SGDR",
     * equation 5, without restarts). An epoch has the value at its middle.
     */
    COSINE;

    /** The name on the command line. */
    public String optionName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LearningRate {
    if (!(initial > 0 && initial < 1)) {
      throw new IllegalArgumentException("Invalid learning rate (0 to 1): " + initial);
    }
    if (halvingEpoch < 0) {
      throw new IllegalArgumentException("Invalid halving epoch (0 or more): " + halvingEpoch);
    }
  }

  /** The rate of an epoch, 1 to {@code epochs}. */
  public double in(int epoch, int epochs) {
    return switch (decay) {
      case HALVING -> halvingEpoch > 0 && epoch > halvingEpoch ? initial / 2 : initial;
      case COSINE -> initial * (1 + Math.cos(Math.PI * (epoch - 0.5) / epochs)) / 2;
    };
  }
}
