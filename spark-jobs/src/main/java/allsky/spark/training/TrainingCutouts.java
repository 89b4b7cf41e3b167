package allsky.spark.training;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.cutout.input.InputRecipe;
import allsky.network.NetworkShape;
import allsky.spark.columns.TableInput;
import allsky.spark.table.cutout.ColourColumn;
import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.NetworkInputs;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The labelled cutouts of all splits.
 *
 * @param rows the table of cutouts, with the columns label and split
 * @param shape the bands and the size of each cutout
 * @param path the table's, for messages
 */
public record TrainingCutouts(Dataset<Row> rows, CutoutShape shape, String path) {

  /**
   * Checks a table of cutouts.
   *
   * @param path the table's, for messages
   * @throws UserError if the table is no table of cutouts, or has no labels or splits
   */
  public static TrainingCutouts of(Dataset<Row> rows, String path) {
    CutoutShape shape = CutoutTable.shapeOf(rows.schema(), path);
    List<String> columns = List.of(rows.columns());
    if (!columns.contains(CutoutTable.LABEL) || !columns.contains(CutoutTable.SPLIT)) {
      throw new UserError(
          "Cannot train on --cutouts %s: it has no %s and %s; stack the cutouts of matches (crossmatch with spectra)"
              .formatted(path, CutoutTable.LABEL, CutoutTable.SPLIT));
    }
    return new TrainingCutouts(rows, shape, path);
  }

  /**
   * The cutouts with the colours that a network gets, see {@link ColourColumn}.
   *
   * @throws UserError if the network needs a magnitude that the table does not have
   */
  public TrainingCutouts withColours(NetworkInputs inputs) {
    TableInput input = TableInput.cutouts(path);
    return new TrainingCutouts(new ColourColumn(inputs).addedTo(rows, input), shape, path);
  }

  /** The recipe of the input of a network, which has all bands of the cutouts or some of them. */
  public InputRecipe input(NetworkShape network) {
    return new InputRecipe(shape.only(network.bands()), network.inputSide(), network.inputs());
  }

  /** A share of the cutouts, see {@link TrainingShare}. */
  public TrainingCutouts share(double share) {
    return new TrainingCutouts(TrainingShare.of(rows, share), shape, path);
  }
}
