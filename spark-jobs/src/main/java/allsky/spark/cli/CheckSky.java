package allsky.spark.cli;

import allsky.spark.baseline.DifficultyStep;
import allsky.spark.baseline.DifficultyStep.Labelled;
import allsky.spark.baseline.DifficultyText;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.cli.options.InputPath;
import allsky.spark.columns.TableInput;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code check-sky}: measures the difficulty of a labelled catalog. */
@Command(
    name = "check-sky",
    header = "Measure how difficult it is to distinguish the classes of a labelled catalog.",
    description = {
      "%nLearns and tests published classifiers on the catalog's columns, without images: a random"
          + " forest on W1 to W4, an SVM and a colour cut. Prints their results next to the"
          + " published ones, and percentiles of magnitudes, colours and signal-to-noise ratios of"
          + " each class. The output is Markdown."
    })
final class CheckSky extends Job {

  @InputPath
  @Option(
      names = "--sources",
      required = true,
      paramLabel = "PATH",
      description =
          "A table of matches (crossmatch), or any catalog with the columns w1mpro to w4mpro, w1snr"
              + " to w4snr and a class. With w1mag_1 and w1mag_3 the SVM is measured too.")
  private String sources;

  @Option(
      names = "--label-column",
      defaultValue = "label",
      paramLabel = "NAME",
      description = "Column with the class: STAR, GALAXY or QSO. Other rows are not used.")
  private String label;

  @InputPath
  @Option(
      names = "--test-sources",
      paramLabel = "PATH",
      description =
          "A second labelled catalog with the columns w1mpro to w4mpro, such as a real one. The"
              + " forest that learned from --sources is tested on it, too. It needs no row of each"
              + " class.")
  private String testSources;

  @Option(
      names = "--test-label-column",
      paramLabel = "NAME",
      description = "Its column with the class (default: as --label-column).")
  private String testLabel;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the samples and of the forest.")
  private long seed;

  @Override
  protected void work() {
    Labelled catalog = new Labelled(read(sources), label);
    Optional<Labelled> other =
        Optional.ofNullable(testSources)
            .map(path -> new Labelled(read(path), testLabel == null ? label : testLabel));
    DifficultyStep step = new DifficultyStep(seed);
    DifficultyText.lines(timed("measuring the difficulty", () -> step.of(catalog, other)))
        .forEach(line -> print("%s", line));
  }

  private Dataset<Row> read(String path) {
    return CatalogReader.read(spark(), TableInput.sources(path)).rows();
  }
}
