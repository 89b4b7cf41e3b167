package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;
import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;

import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.SourceOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.columns.Columns;
import allsky.spark.export.SelectionFunction;
import allsky.spark.export.SkyMap;
import allsky.spark.table.SourceTable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code map-sky}: HEALPix maps and the coverage of a table. */
@Command(
    name = "map-sky",
    header = "Write HEALPix maps of a table, and its coverage as a MOC.",
    description = {
      "%nCounts sources in the HEALPix cells of an order: for predictions also how many are"
          + " classified, of each class and outliers, and the median confidence. With bins of W1"
          + " the counts are the selection function of the classification."
    })
final class MapSky extends WritingJob {

  @Mixin private SourceOptions sources;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.fits",
      description = "FITS file of the maps to write, on any Hadoop file system.")
  private String output;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--moc",
      paramLabel = "FILE.fits",
      description = "Also write the cells with sources as a multi-order coverage map (MOC).")
  private String moc;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--order",
      defaultValue = "6",
      paramLabel = "K",
      description =
          "HEALPix order, 0 to "
              + SkyMap.MAX_ORDER
              + ". A cell of order 6 has 0.84 square degrees.")
  private int order;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--w1-edges",
      split = ",",
      paramLabel = "MAG,...",
      hideParamSyntax = true,
      description =
          "Also count the sources in bins of W1: two or more ascending Vega magnitudes from 0 to"
              + " 25, separated by commas, such as 12,14,15.5,17. Each bin has its own columns.")
  private List<Double> w1Edges = List.of();

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--confidence-above",
      paramLabel = "P",
      description =
          "Also count the sources with a class of a confidence above P, 0 to 1, in each bin too.")
  private Double confidence;

  @Heading.Under(Heading.OUTPUT)
  @Option(names = "--overwrite", description = "Replace existing files.")
  private boolean overwrite;

  @Override
  protected void checkOptions() {
    check(
        order >= 0 && order <= SkyMap.MAX_ORDER,
        "Invalid --order (0 to %d): %d",
        SkyMap.MAX_ORDER,
        order);
    check(
        w1Edges.isEmpty() || (w1Edges.size() > 1 && areAscending(w1Edges)),
        "Invalid --w1-edges (two or more ascending magnitudes, 0 to 25): %s",
        w1Edges.stream().map(String::valueOf).collect(joining(",")));
    check(
        confidence == null || (confidence >= 0 && confidence <= 1),
        "Invalid --confidence-above (0 to 1): %s",
        confidence);
    check(!output.equals(moc), "Invalid --moc (another file than --output): %s", moc);
  }

  private static boolean areAscending(List<Double> edges) {
    boolean ascending = edges.get(0) >= 0 && edges.get(edges.size() - 1) <= 25;
    for (int i = 1; i < edges.size(); i++) {
      ascending &= edges.get(i) > edges.get(i - 1);
    }
    return ascending;
  }

  @Override
  protected JobPlan plan() {
    Path file = folders().file("--output", output, overwrite, sources.input());
    Optional<Path> coverage =
        Optional.ofNullable(moc)
            .map(given -> folders().file("--moc", given, overwrite, sources.input()));
    SourceTable table = sources.read(spark(), this::log);
    SelectionFunction selection = new SelectionFunction(w1Edges, Optional.ofNullable(confidence));
    selection.require(Columns.namesOf(table.rows()), sources.input().toString());
    return JobPlan.of(() -> write(table, selection, file, coverage))
        .rows(sources.input(), table::rows)
        .step("cells of order %d", order);
  }

  private void write(
      SourceTable table, SelectionFunction selection, Path file, Optional<Path> coverage) {
    SkyMap map =
        timed(
            "counting the sources",
            () ->
                SkyMap.of(
                    table.rows(), col(SourceTable.RA), col(SourceTable.DEC), order, selection));
    map.writeMap(file);
    print("%,d sources in %,d cells of order %d in %s", map.sources(), map.size(), order, output);
    if (map.withoutPosition() > 0) {
      print("%,d sources without a position are in no cell", map.withoutPosition());
    }
    coverage.ifPresent(
        path -> {
          map.writeCoverage(path);
          print("coverage %.4f %% of the sky in %s", 100 * map.coverage().fraction(), moc);
        });
  }
}
