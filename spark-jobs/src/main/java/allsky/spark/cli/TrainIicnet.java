package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.cli.options.Heading;
import allsky.spark.cli.options.InputPath;
import allsky.spark.cli.options.NetworkOptions;
import allsky.spark.cli.options.RecipeOptions;
import allsky.spark.cli.options.TeacherOptions;
import allsky.spark.cli.options.TrainingOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.PlannedTraining;
import allsky.spark.columns.TableInput;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.training.TeacherModel;
import allsky.spark.training.TrainingCutouts;
import allsky.spark.training.TrainingFolder;
import allsky.spark.training.TrainingStep;
import allsky.survey.Band;
import allsky.training.TrainingRecipe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train-iicnet}: trains a network on labelled cutouts, on the driver. */
@Command(
    name = "train-iicnet",
    header = "Train IICnet on labelled cutouts, on the GPU or CPU of the driver.",
    description = {
      "%nTrains on the train split. Keeps the weights of the epoch with the best validation result."
          + " Calibrates the probabilities and the training distance on the validation split. Does"
          + " not use the test split.",
      "The defaults are the settings of Zhao et al. (2023). If a training is interrupted, continue"
          + " it with --resume: the result is the same."
    })
final class TrainIicnet extends WritingJob {

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--cutouts",
      paramLabel = "PATH",
      description =
          "Table of cutouts with the columns label and split, written by stack-cutouts. "
              + "Required without --summary.")
  private String cutouts;

  @Heading.Under(Heading.OUTPUT)
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Output folder on a disk of the driver, for the weights, the ONNX file, the "
              + "training history and checkpoints. Required without --summary.")
  private String model;

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--unlabelled",
      paramLabel = "PATH",
      description =
          "Table of cutouts of ordinary sources that need no label, as deep as the catalogs to"
              + " classify. The training distance learns from them too, so that faint sources are"
              + " not flagged as FAR_FROM_TRAINING because they are faint. The network does not.")
  private String unlabelled;

  @Mixin private RecipeOptions recipe;

  @Mixin private NetworkOptions network;

  @Mixin private TeacherOptions teacher;

  @Mixin private TrainingOptions training;

  @Heading.Under(Heading.RUNNING)
  @Option(
      names = "--summary",
      description =
          "Print the network layers with the number of parameters and multiply-adds, then "
              + "stop.")
  private boolean summary;

  @Override
  protected void checkOptions() {
    if (summary) {
      return;
    }
    requireOption("--cutouts=PATH", cutouts);
    requireOption("--model=DIR", model);
    recipe.trainingShare();
    recipe.recipe();
    teacher.requireValid();
  }

  @Override
  protected JobPlan plan() {
    if (summary) {
      return JobPlan.of(this::printSummary).step("--summary prints the layers of the network");
    }
    double share = recipe.trainingShare();
    TrainingRecipe howToLearn = recipe.recipe();
    ComputeDevice computeDevice = training.device();
    TrainingFolder folder = folders().model(model, training, identity(), teacher.after(inputs()));
    if (folder.start() == TrainingFolder.Start.FINISHED) {
      return finished(folder);
    }
    Optional<TeacherModel> taughtBy = teacher.read(this::log);
    TrainingCutouts labelled = TrainingCutouts.of(table(), cutouts);
    NetworkShape shape = network.shape(labelled.shape().bands());
    TrainingStep step = new TrainingStep(folder, howToLearn, computeDevice, this::log);
    Optional<TrainingCutouts> others = unlabelledLike(labelled);
    return JobPlan.of(() -> print("%s", step.run(labelled, share, shape, taughtBy, others).line()))
        .rows(TableInput.cutouts(cutouts), labelled::rows)
        .resuming(folder::resuming)
        .training(
            new PlannedTraining(shape, howToLearn.epochs(), computeDevice),
            () -> labelled.share(share).trainingSize());
  }

  private JobPlan finished(TrainingFolder folder) {
    return JobPlan.of(() -> say("the training in %s is finished: nothing to resume", folder.path()))
        .resuming(folder::resuming);
  }

  private TableInput[] inputs() {
    return Stream.of(cutouts, unlabelled)
        .filter(Objects::nonNull)
        .map(TableInput::cutouts)
        .toArray(TableInput[]::new);
  }

  /** The cutouts of --unlabelled, if it is given; they must have the shape of the others. */
  private Optional<TrainingCutouts> unlabelledLike(TrainingCutouts labelled) {
    return Optional.ofNullable(unlabelled)
        .map(
            path -> {
              TableInput input = new TableInput("--unlabelled", path);
              TrainingCutouts others =
                  TrainingCutouts.unlabelled(CatalogReader.read(spark(), input).rows(), path);
              check(
                  others.shape().equals(labelled.shape()),
                  "Cannot use --unlabelled %s: its cutouts are %s, those of --cutouts are %s",
                  path,
                  others.shape().text(),
                  labelled.shape().text());
              return others;
            });
  }

  /** For the bands of the cutouts, if they are given. */
  private void printSummary() {
    List<Band> bands =
        cutouts == null
            ? NetworkShape.ofPaper().bands()
            : CutoutTable.shapeOf(table().schema(), cutouts).bands();
    out().print(Network.of(network.shape(bands)).summary());
    out().flush();
  }

  private Dataset<Row> table() {
    return CatalogReader.read(spark(), TableInput.cutouts(cutouts)).rows();
  }
}
