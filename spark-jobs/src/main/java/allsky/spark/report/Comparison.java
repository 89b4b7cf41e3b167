package allsky.spark.report;

import allsky.spark.plot.ColourPlot;
import allsky.spark.report.run.Rival;
import java.util.List;

/**
 * What the network is compared with.
 *
 * @param rivals measured on the same test split; may be empty
 * @param whyNone the sentence to print where there are no rivals
 * @param cuts the lines of a rival's colour cut, for the colour-colour diagram
 */
public record Comparison(List<Rival> rivals, String whyNone, List<ColourPlot.Cut> cuts) {

  public Comparison {
    rivals = List.copyOf(rivals);
    cuts = List.copyOf(cuts);
  }
}
