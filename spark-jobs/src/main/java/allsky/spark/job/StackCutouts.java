package allsky.spark.job;

import static org.apache.spark.sql.functions.col;

import allsky.UserError;
import allsky.image.CutoutShape;
import allsky.spark.cutout.CutoutStacking;
import allsky.spark.run.OutputFolder;
import allsky.spark.run.Progress;
import allsky.spark.table.CutoutTable;
import allsky.spark.table.SourceTable;
import allsky.spark.table.TableFolder;
import allsky.spark.table.TableInput;
import allsky.spark.tiles.TileGroups;
import allsky.spark.tiles.TileIndex;
import allsky.spark.tiles.TileWatch;
import allsky.survey.Band;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack-cutouts}: cuts each source out of its tile and stacks the bands into a table. */
@Command(
    name = "stack-cutouts",
    header = "Cut sources out of Atlas or unWISE images and stack the bands into a Parquet table.",
    description = {
      "%nReads the bands of each tile whole, once, and writes one row for each source: the native"
          + " pixels around it, less the background, or the reason why it has none.",
      "Images are any FITS files below --tiles; their headers say which tile and band they are."
    })
final class StackCutouts extends Job {

  @Mixin private SourceOptions sources;

  @Mixin private TileOptions tiles;

  @Option(
      names = "--bands",
      defaultValue = "W1,W2,W3",
      paramLabel = "LIST",
      description = "Bands of the cutouts, in the order of the tensor's channels.")
  private String bands;

  @Option(
      names = "--size-arcsec",
      defaultValue = "50",
      paramLabel = "ARCSEC",
      description = "Side of the cutouts on the sky, 10 to 600.")
  private double sizeArcsec;

  @Mixin private OutputOptions output;

  @Override
  protected void work() {
    CutoutShape asked = shape();
    output.refuseInput(TableInput.sources(sources.path));
    output.refuseInput(new TableInput("--tiles", tiles.path));
    OutputFolder folder = output(output.path, output.overwrite);
    SourceTable table = sources.read(spark());
    TileIndex index = tiles.index(spark());
    CutoutShape shape = asked.from(index.imagery());
    say("%,d tiles of %s images", index.tiles().size(), shape.imagery().title());
    TileGroups groups = TileGroups.of(table.rows(), sources.coaddId(table), index);
    long total = table.rows().count();
    folder.startAfresh(identity(), output.overwrite);
    TileWatch watch = TileWatch.of(spark());
    watch.indexed(index);
    List<StructField> carried =
        sources.carried(table, List.of(CutoutTable.LABEL, CutoutTable.SPLIT));
    try (Progress progress =
        Progress.start("stack-cutouts", "sources", total, watch::sourcesDone)) {
      TableFolder.write(
          CutoutStacking.stack(groups, index, carried, shape, watch), folder, identity());
    }
    List<String> problems = watch.problems();
    problems.forEach(problem -> say("%s", problem));
    Dataset<Row> written = spark().read().parquet(folder.path());
    StatusCounts counts = StatusCounts.of(written.groupBy(col(CutoutTable.STATUS)).count());
    counts.requireTotal(total);
    folder.write("_summary.json", counts.toJson(problems));
    folder.finish();
    print("%s", counts.line("sources"));
  }

  private CutoutShape shape() {
    try {
      return new CutoutShape(Band.ofNames(bands), sizeArcsec);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "Invalid --bands " + bands + " or --size-arcsec " + sizeArcsec + ": " + e.getMessage(),
          e);
    }
  }
}
