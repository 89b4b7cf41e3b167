package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.cutout.CutoutShape;
import allsky.spark.cli.options.ColumnOptions;
import allsky.spark.cli.options.CutoutOptions;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.options.SourceOptions;
import allsky.spark.cli.options.TileOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.MeasuredRates;
import allsky.spark.cli.plan.OutputSize;
import allsky.spark.columns.TableInput;
import allsky.spark.cutout.CutoutStep;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.StatusCounts;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.table.SourceTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.CutoutTensor;
import allsky.spark.table.prediction.KeptColumns;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileIndex;
import allsky.spark.tiles.TileProgress;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack-cutouts}: makes a table of cutouts of sources in all bands. */
@Command(
    name = "stack-cutouts",
    header =
        "Make cutouts of sources from Atlas or unWISE images and write them to a Parquet table.",
    description = {
      "%nReads each tile once. Writes one row for each source: its background-subtracted native"
          + " pixels in all bands, or a status that says why there are none.",
      "All FITS files in --tiles are read. The tile and the band are taken from their headers."
    })
final class StackCutouts extends WritingJob {

  @Mixin private SourceOptions sources;

  @InputPath(InputPath.Kind.FOLDER)
  @Heading.Under(Heading.INPUT)
  @Option(names = "--tiles", required = true, paramLabel = "DIR", description = TileOptions.FOLDER)
  private String tiles;

  @Mixin private TileOptions index;

  @Mixin private CutoutOptions cutout;

  @Heading.Under(Heading.CUTOUTS)
  @Option(
      names = "--preview",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Draw N cutouts of each class in _preview.png, 0 to 100. Without classes, "
              + "draw N cutouts of all sources.")
  private int preview;

  @Mixin private ColumnOptions columns;

  @Mixin private OutputOptions output;

  @Override
  protected void checkOptions() {
    cutout.shape();
    check(preview >= 0 && preview <= 100, "Invalid --preview (0 to 100): %d", preview);
  }

  @Override
  protected JobPlan plan() {
    CutoutShape asked = cutout.shape();
    if (preview > 0) {
      Picture.requireFonts();
    }
    TableInput catalog = sources.input();
    index.refuseIndexIn(folders()::place, output, catalog);
    OutputFolder folder = folders().output(output, catalog, new TableInput("--tiles", tiles));
    SourceTable table = sources.read(spark(), this::log);
    TileIndex images = index(index, tiles);
    CutoutShape shape = asked.from(images.survey());
    CutoutTensor tensor = new CutoutTensor(shape, cutout.format, cutout.trim, images.isSimulated());
    say("%s of %s images", images.line(), shape.survey().title());
    images.remark().ifPresent(this::log);
    List<StructField> first = sources.carried(table, CutoutTable.KEPT);
    CutoutTable.requireKey(first.get(0), tensor);
    StructType own = CutoutTable.schema(List.of(), tensor);
    KeptColumns kept = columns.of(table, first, own);
    kept.notes().forEach(note -> say("%s: %s", catalog, note));
    List<StructField> carried = kept.fields();
    SourcesByTile groups = SourcesByTile.of(kept.rows(), sources.coaddId(table), images, carried);
    long total = timed(SourcesByTile.COUNTING, groups::total);
    index.refuseBad(groups.unusable(shape.bands()));
    CutoutStep step =
        new CutoutStep(groups, carried, tensor, TileProgress.of(spark()), preview, this::log);
    step.watch().note(images.problems());
    return JobPlan.of(() -> stack(step, total, folder))
        .rows(catalog, table::rows)
        .step("%,d sources on %s, cutouts of %s", total, images.line(), shape.text())
        .size(() -> OutputSize.ofCutouts(total, shape))
        .time(() -> MeasuredRates.stacking(total));
  }

  private void stack(CutoutStep step, long total, OutputFolder folder) {
    folder.startAfresh(identity(), output.overwrite);
    StatusCounts counts = step.run(total, folder, identity(), index::refuseBad);
    print("%s", counts.line("sources"));
  }
}
