package allsky.spark.cli;

import static org.apache.spark.sql.functions.col;

import allsky.UserError;
import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.spark.files.DriverPath;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.StatusCounts;
import allsky.spark.spectra.SpectrumClassification;
import allsky.spark.spectra.SpectrumFiles;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.spark.table.prediction.SpectrumPredictionTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code classify-spectra}: classifies files of spectra. */
@Command(
    name = "classify-spectra",
    header = "Classify optical spectra of SDSS with a trained network.",
    description = {
      "%nReads files of SDSS or BOSS (spec-*.fits, full or lite). Writes one row for each file:"
          + " class probabilities, or a status that says why there are none."
    })
final class ClassifySpectra extends WritingJob {

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--spectra",
      required = true,
      paramLabel = "PATH",
      description = "Folder of spec-*.fits files, at any depth, or one file.")
  private String spectra;

  @InputPath(InputPath.Kind.MODEL)
  @Heading.Under(Heading.MODEL)
  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a trained model, written by train-spectra.")
  private String model;

  @Mixin private OutputOptions output;

  @Override
  protected JobPlan plan() {
    TableInput input = TableInput.spectra(spectra);
    DriverPath modelPath = DriverPath.parse("--model", model);
    TableInput modelInput = new TableInput("--model", modelPath.hadoop().toString());
    OutputFolder folder = folders().output(output, input, modelInput);
    TrainedModel trained = ModelFolder.read(modelPath.local(), this::log);
    trained.description().use().requireSpectra(spectra);
    SpectrumFiles files = SpectrumFiles.below(input, spark());
    files.skipped().forEach(this::log);
    return JobPlan.of(() -> classify(files, trained, folder))
        .step("%,d files of spectra to classify", files.names().size());
  }

  private void classify(SpectrumFiles files, TrainedModel trained, OutputFolder folder) {
    folder.startAfresh(identity(), output.overwrite);
    timed(
        "classifying the spectra",
        () -> {
          TableFolder.write(
              SpectrumClassification.classify(files.read(), trained, spark()), folder, identity());
          return null;
        });
    finish(folder, files);
  }

  private void finish(OutputFolder folder, SpectrumFiles files) {
    Dataset<Row> written = ParquetFiles.read(spark().read(), folder.path());
    StatusCounts counts =
        new StatusCounts(Columns.counts(written, col(SpectrumPredictionTable.STATUS)));
    counts.requireTotal(files.names().size());
    refuseOnlyBadFile(written, files);
    folder.write(OutputFolder.SUMMARY, counts.toJson(List.of()));
    folder.finish();
    print("%s", counts.line("spectra"));
    printAgreement(written);
  }

  /** A user who names one file wants the reason, not a table. */
  private void refuseOnlyBadFile(Dataset<Row> written, SpectrumFiles files) {
    if (files.names().size() > 1) {
      return;
    }
    Row row = written.first();
    String problem = row.getAs(SpectrumPredictionTable.PROBLEM);
    if (problem != null) {
      String name = files.names().get(0);
      String file = spectra.endsWith(name) ? spectra : spectra + "/" + name;
      throw new UserError("Cannot classify --spectra " + file + ": " + problem);
    }
  }

  private void printAgreement(Dataset<Row> written) {
    Dataset<Row> labelled =
        written.filter(
            col(SpectrumPredictionTable.LABEL)
                .isNotNull()
                .and(col(SpectrumPredictionTable.CLASS).isNotNull()));
    long known = labelled.count();
    if (known > 0) {
      long right =
          labelled
              .filter(
                  col(SpectrumPredictionTable.LABEL).equalTo(col(SpectrumPredictionTable.CLASS)))
              .count();
      print(
          "%,d of %,d spectra (%.1f %%) have the class that is in their file",
          right, known, 100.0 * right / known);
    }
  }
}
