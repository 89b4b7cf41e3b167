package allsky.spark.report.section;

import allsky.metrics.ConfusionMatrix;
import allsky.spark.report.html.Csv;
import allsky.spark.report.run.TestSplitResult;
import allsky.spark.report.svg.SvgConfusion;
import allsky.survey.SourceClass;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;

/** The section with the confusion matrix of the test split. */
public final class ConfusionSection {

  private static final String ID = "confusion";
  private static final String TITLE = "Confusion matrix";

  private ConfusionSection() {}

  public static Section of(TestSplitResult test) {
    ConfusionMatrix confusion = test.confusion();
    String caption =
        Numbers.count(confusion.total())
            + " sources of the test split, which the network was not trained on. Each row is a"
            + " spectroscopic class and adds up to 100 %. The predictions are for the class"
            + " fractions of the training set."
            + (test.unclassified() == 0
                ? ""
                : " "
                    + Numbers.count(test.unclassified())
                    + " more sources have no predicted class (see their status above).");
    JsonObject numbers = new JsonObject();
    numbers.add("counts_by_true_then_predicted", new Gson().toJsonTree(counts(confusion)));
    numbers.addProperty("sources", confusion.total());
    numbers.addProperty("unclassified", test.unclassified());
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.drawings(
            List.of(
                SvgConfusion.draw(
                    confusion,
                    "Confusion matrix of the test split: of each spectroscopic class the fraction"
                        + " with each predicted class; "
                        + Numbers.percent(confusion.accuracy().value())
                        + " % of all sources are on the diagonal")),
            caption,
            csv(confusion),
            "confusion"));
  }

  private static Csv csv(ConfusionMatrix confusion) {
    Csv csv = Csv.withHead("spectroscopic_class", "predicted_class", "sources");
    for (SourceClass truth : SourceClass.values()) {
      for (SourceClass predicted : SourceClass.values()) {
        csv.row(truth, predicted, confusion.count(truth, predicted));
      }
    }
    return csv;
  }

  /** The section with only a reason, for a run without a test split. */
  public static Section absent(String reason) {
    return Section.absent(ID, TITLE, reason);
  }

  private static long[][] counts(ConfusionMatrix confusion) {
    SourceClass[] classes = SourceClass.values();
    long[][] counts = new long[classes.length][classes.length];
    for (SourceClass truth : classes) {
      for (SourceClass predicted : classes) {
        counts[truth.ordinal()][predicted.ordinal()] = confusion.count(truth, predicted);
      }
    }
    return counts;
  }
}
