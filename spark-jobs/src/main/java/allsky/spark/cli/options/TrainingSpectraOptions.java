package allsky.spark.cli.options;

import allsky.spark.columns.TableInput;
import allsky.spark.spectra.LabelledSpectra;
import allsky.spark.spectra.ReadSpectrum;
import allsky.spark.spectra.SimulatedSpectra;
import allsky.spark.spectra.SpectrumFiles;
import allsky.spectrum.StarTemplates;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options that name the spectra of a training: files, or simulated spectra. */
@Heading.Under(Heading.INPUT)
public final class TrainingSpectraOptions {

  @InputPath
  @Option(
      names = "--spectra",
      paramLabel = "PATH",
      description = "Folder of spec-*.fits files with classes, at any depth, or one file.")
  private String spectra;

  @Option(
      names = "--simulated",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Without --spectra: number of simulated spectra of each class, 3 or more.")
  private int simulated;

  @InputPath(InputPath.Kind.FILE)
  @Option(
      names = "--star-templates",
      paramLabel = "FILE",
      description =
          "Without --spectra: a file of star templates of the SDSS pipeline (spEigenStar-*.fits)."
              + " Half of the simulated stars are then made from it.")
  private String starTemplates;

  /**
   * @throws allsky.UserError if a value is out of its range or would have no effect
   */
  public void check() {
    OptionCheck.check(simulated >= 3, "Invalid --simulated (3 or more): %d", simulated);
    OptionCheck.check(
        spectra == null || starTemplates == null,
        "Cannot use --star-templates with --spectra: templates are for simulated spectra; remove"
            + " one of them");
  }

  /** True without files of spectra. */
  public boolean areSimulated() {
    return spectra == null;
  }

  /** The files that are read; an input without a path is not given. */
  public TableInput[] inputs() {
    return new TableInput[] {TableInput.spectra(spectra), templates()};
  }

  /**
   * Reads or simulates the spectra, and divides them.
   *
   * @param classes the classes of the network
   * @param seed of simulated spectra
   * @param log takes a line for the user
   * @throws allsky.UserError if a file cannot be read, or a class has too few spectra
   */
  public LabelledSpectra read(
      SparkSession spark, List<SourceClass> classes, long seed, Consumer<String> log) {
    if (areSimulated()) {
      String origin = new TableInput("--simulated", String.valueOf(simulated)).toString();
      return LabelledSpectra.of(simulated(spark, classes, seed), classes, origin);
    }
    TableInput input = TableInput.spectra(spectra);
    SpectrumFiles files = SpectrumFiles.below(input, spark);
    files.skipped().forEach(log);
    return LabelledSpectra.of(files.read(), classes, input.toString());
  }

  private JavaRDD<ReadSpectrum> simulated(
      SparkSession spark, List<SourceClass> classes, long seed) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<StarTemplates> templates =
        starTemplates == null
            ? List.of()
            : List.of(SimulatedSpectra.templates(templates(), hadoop));
    return new SimulatedSpectra(simulated, classes, seed, templates).make(spark);
  }

  private TableInput templates() {
    return new TableInput("--star-templates", starTemplates);
  }
}
