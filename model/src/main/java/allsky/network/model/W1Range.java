package allsky.network.model;

import java.io.Serializable;

/**
 * The W1 magnitudes of the training sources, in a model's description; Vega mag.
 *
 * @param brightest of the brightest source
 * @param percentile99 99 % of the sources are brighter, or as bright
 * @param faintest of the faintest source
 * @param sources number of training sources with W1
 */
public record W1Range(double brightest, double percentile99, double faintest, long sources)
    implements Serializable {

  public W1Range {
    if (!(brightest <= percentile99 && percentile99 <= faintest)) {
      throw new IllegalArgumentException(
          "Invalid W1 range (ascending): %s, %s, %s".formatted(brightest, percentile99, faintest));
    }
  }
}
