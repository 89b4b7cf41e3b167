package allsky.spark.report;

import allsky.metrics.ComparedClassifier;
import allsky.spark.report.section.ColourCutLine;
import java.util.List;

/**
 * The baselines with which the network is compared.
 *
 * @param baselines the baselines, measured on the same test split; may be empty
 * @param leftOut a sentence for each baseline that was not measured
 * @param whyNone the sentence to print if there are no baselines
 * @param cuts the lines of a colour cut for the colour-colour diagram
 */
public record Comparison(
    List<ComparedClassifier> baselines,
    List<String> leftOut,
    String whyNone,
    List<ColourCutLine> cuts) {

  public Comparison {
    baselines = List.copyOf(baselines);
    leftOut = List.copyOf(leftOut);
    cuts = List.copyOf(cuts);
  }
}
