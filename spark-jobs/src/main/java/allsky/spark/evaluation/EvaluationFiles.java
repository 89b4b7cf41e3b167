package allsky.spark.evaluation;

import allsky.spark.evaluation.review.ReviewStep;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunLayout;
import allsky.spark.plot.canvas.Picture;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Map;

/**
 * Writes the files of an evaluation: {@code evaluation.json}, CSV tables and pictures. The table
 * {@value #PREDICTIONS} is written elsewhere.
 */
public final class EvaluationFiles {

  /**
   * The folder of the table of predictions, see {@link
   * allsky.spark.table.prediction.EvaluatedTable}.
   */
  public static final String PREDICTIONS = "predictions";

  private EvaluationFiles() {}

  /** Writes the numbers. The caller prepares and finishes the folder. */
  public static void write(EvaluationResult result, OutputFolder folder) {
    folder.write(RunLayout.EVALUATION_RESULT, EvaluationJson.of(result));
    Map.of(
            "metrics.csv", EvaluationCsv.metrics(result.evaluation()),
            "confusion.csv", EvaluationCsv.confusion(result.evaluation()),
            "roc.csv", EvaluationCsv.roc(result.evaluation()),
            "reliability.csv", EvaluationCsv.reliability(result.evaluation()),
            "by_magnitude.csv", EvaluationCsv.binned(result.byMagnitude()),
            "by_signal_to_noise.csv", EvaluationCsv.binned(result.bySignalToNoise()))
        .forEach(folder::write);
    result
        .sky()
        .filter(sky -> result.evaluation().classes().contains(SourceClass.QSO))
        .map(SkyEvaluationFiles::qsoCsv)
        .ifPresent(csv -> folder.write("qso_selection.csv", csv));
  }

  /** Draws and writes the pictures of the measures and of the review. */
  public static void draw(EvaluationResult result, ReviewStep reviewed, OutputFolder folder) {
    Map<String, Picture> pictures = EvaluationPictures.of(result);
    result
        .review()
        .map(reviewed::pictures)
        .ifPresent(
            drawn ->
                drawn.forEach(
                    (name, picture) -> pictures.put(name, picture.captioned(result.caption()))));
    pictures.forEach((name, picture) -> folder.write(name, picture.png()));
  }

  /** The result in a few lines for users. */
  public static List<String> lines(EvaluationResult result) {
    return EvaluationLines.of(result);
  }
}
