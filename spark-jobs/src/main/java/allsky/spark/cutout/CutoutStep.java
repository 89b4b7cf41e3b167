package allsky.spark.cutout;

import static org.apache.spark.sql.functions.col;

import allsky.spark.columns.Columns;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.output.StatusCounts;
import allsky.spark.runtime.Progress;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.CutoutTensor;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileProgress;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * The step of {@code stack-cutouts}: writes the table of cutouts, counts its rows and draws the
 * preview.
 *
 * @param groups the sources with their tiles
 * @param carried the source's columns that the table keeps, the key first
 * @param watch counts the sources that are done, and takes the problems of tiles
 * @param preview number of cutouts of each class in the preview; 0 for no preview
 * @param log takes a line for the user
 */
public record CutoutStep(
    SourcesByTile groups,
    List<StructField> carried,
    CutoutTensor tensor,
    TileProgress watch,
    int preview,
    Consumer<String> log) {

  private static final String JOB = "stack-cutouts";

  /**
   * Writes the table and finishes the output.
   *
   * @param total the number of sources, each of which has a row
   * @param folder the output, made ready by {@link OutputFolder#startAfresh}
   * @param refuse takes the problems of tiles before the output is finished; may end the run
   * @return number of sources by status
   */
  public StatusCounts run(
      long total, OutputFolder folder, RunIdentity run, Consumer<List<String>> refuse) {
    try (Progress progress = Progress.start(JOB, "sources", total, watch::sourcesDone)) {
      TableFolder.write(CutoutStacking.stack(groups, carried, tensor, watch), folder, run);
    }
    refuse.accept(watch.badTiles());
    watch.problems().forEach(log);
    watch.slowness().ifPresent(log);
    Dataset<Row> written = ParquetFiles.read(groups.placed().sparkSession().read(), folder.path());
    StatusCounts counts = new StatusCounts(Columns.counts(written, col(CutoutTable.STATUS)));
    counts.requireTotal(total);
    if (preview > 0) {
      draw(written, folder);
    }
    folder.write(OutputFolder.SUMMARY, counts.toJson(watch.problems()));
    folder.finish();
    return counts;
  }

  private void draw(Dataset<Row> written, OutputFolder folder) {
    CutoutPreview.draw(written, folder.given(), preview)
        .ifPresentOrElse(
            picture -> folder.write(CutoutPreview.FILE, picture.png()),
            () -> log.accept("there is no cutout to draw a preview of"));
  }
}
