package allsky.spark.report;

import allsky.metrics.ComparedClassifier;
import allsky.spark.plot.ColourPlot;
import java.util.List;

/**
 * The baselines with which the network is compared.
 *
 * @param baselines the baselines, measured on the same test split; may be empty
 * @param whyNone the sentence to print if there are no baselines
 * @param cuts the lines of a colour cut for the colour-colour diagram
 */
public record Comparison(
    List<ComparedClassifier> baselines, String whyNone, List<ColourPlot.Cut> cuts) {

  public Comparison {
    baselines = List.copyOf(baselines);
    cuts = List.copyOf(cuts);
  }
}
