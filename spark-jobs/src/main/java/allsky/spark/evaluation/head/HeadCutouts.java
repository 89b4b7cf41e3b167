package allsky.spark.evaluation.head;

import static org.apache.spark.sql.functions.col;

import allsky.UserError;
import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labelled cutouts on which a head is fitted.
 *
 * @param train the cutouts of the train split
 * @param validation the cutouts of the validation split, on which the regularisation is chosen
 */
public record HeadCutouts(Dataset<Row> train, Dataset<Row> validation) {

  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";

  /**
   * Chooses the cutouts.
   *
   * @param path the path of the table, for messages
   * @param measured the split on which the head is measured
   * @throws UserError if the head cannot be fitted apart from the measured split
   */
  public static HeadCutouts of(
      Dataset<Row> cutouts, String path, String measured, List<SourceClass> classes) {
    if (!Arrays.asList(cutouts.columns()).contains(CutoutTable.SPLIT)) {
      throw cannotFit(path, "the table has no column split");
    }
    if (!measured.equals("test") && !measured.equals("margin")) {
      throw cannotFit(
          path,
          "it is fitted on the splits train and validation, so that it cannot be measured on --split "
              + measured);
    }
    return new HeadCutouts(
        split(cutouts, path, TRAIN, classes), split(cutouts, path, VALIDATION, classes));
  }

  private static Dataset<Row> split(
      Dataset<Row> cutouts, String path, String split, List<SourceClass> classes) {
    Object[] names = classes.stream().map(Enum::name).toArray();
    Dataset<Row> rows =
        cutouts.where(
            col(CutoutTable.SPLIT)
                .equalTo(split)
                .and(col(CutoutTable.LABEL).isin(names))
                .and(col(CutoutTable.PIXELS).isNotNull()));
    if (rows.isEmpty()) {
      throw cannotFit(path, "no labelled cutout of the split " + split + " has pixels");
    }
    return rows;
  }

  private static UserError cannotFit(String path, String reason) {
    return new UserError(
        "Cannot fit --head svm on --cutouts %s: %s; use --head softmax".formatted(path, reason));
  }
}
