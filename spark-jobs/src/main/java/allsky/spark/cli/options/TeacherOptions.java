package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.network.model.ModelFolder;
import allsky.spark.columns.TableInput;
import allsky.spark.files.DriverPath;
import allsky.spark.training.TeacherModel;
import allsky.training.loss.Distillation;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that name the teacher of a training. */
@Heading.Under(Heading.TRAINING)
public final class TeacherOptions {

  private static final String TEACHER = "--teacher";
  private static final double SHARE = 0.5;
  private static final double TEMPERATURE = 2;

  @InputPath(InputPath.Kind.MODEL)
  @Option(
      names = TEACHER,
      paramLabel = "DIR",
      description =
          "Folder of a trained model, written by train-iicnet. The network then learns its"
              + " probabilities in addition to the labels (knowledge distillation). It needs the same"
              + " classes; network and input side may differ. Default: labels only.")
  private String teacher;

  @Option(
      names = "--teacher-share",
      paramLabel = "SHARE",
      description =
          "Share of the teacher in the loss, from 0 to 1; the rest is for the labels (default:"
              + " 0.5).")
  private Double share;

  @Option(
      names = "--teacher-temperature",
      paramLabel = "T",
      description =
          "Number by which the logits of network and teacher are divided before their probabilities"
              + " are compared, above 0 and up to 100 (default: 2).")
  private Double temperature;

  /**
   * Checks the options before anything is read.
   *
   * @throws UserError if a setting is not valid, or is given without a teacher
   */
  public void requireValid() {
    check(
        teacher != null || (share == null && temperature == null),
        "Invalid --teacher-share or --teacher-temperature (only with --teacher): give --teacher"
            + " too");
    check(
        share == null || (share >= 0 && share <= 1), "Invalid --teacher-share (0 to 1): %s", share);
    check(
        temperature == null || (temperature > 0 && temperature <= Distillation.MAX_TEMPERATURE),
        "Invalid --teacher-temperature (above 0, up to 100): %s",
        temperature);
  }

  private Distillation distillation() {
    return new Distillation(
        share == null ? SHARE : share, temperature == null ? TEMPERATURE : temperature);
  }

  /** The folder of the teacher after other inputs of a job. */
  public TableInput[] after(TableInput... others) {
    Stream<TableInput> folder =
        Stream.ofNullable(teacher)
            .map(given -> new TableInput(TEACHER, place(given).hadoop().toString()));
    return Stream.concat(Stream.of(others), folder).toArray(TableInput[]::new);
  }

  /**
   * Reads the teacher; empty if none is named.
   *
   * @param remarks takes a line for the user
   * @throws UserError if the folder is not a model
   */
  public Optional<TeacherModel> read(Consumer<String> remarks) {
    return Optional.ofNullable(teacher)
        .map(
            given ->
                new TeacherModel(
                    given,
                    ModelFolder.read(place(given).local(), TEACHER, remarks),
                    distillation()));
  }

  private static DriverPath place(String given) {
    return DriverPath.parse(TEACHER, given);
  }
}
