package allsky.spark.cli.options;

import allsky.SmallFile;
import allsky.UserError;
import allsky.metrics.prior.ClassPriors;
import allsky.metrics.prior.PriorTable;
import allsky.metrics.prior.PriorTableCsv;
import allsky.metrics.prior.SourcePriors;
import allsky.metrics.prior.TrainedPriors;
import allsky.network.model.ModelDescription;
import allsky.spark.classify.PriorsInUse;
import allsky.spark.files.DriverPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option that says for which class fractions probabilities hold. */
@Heading.Under(Heading.PROBABILITIES)
public final class SkyPriorsOptions {

  private static final String SKY = "sky";

  private static final long MAX_BYTES = 1 << 20;

  @InputPath(InputPath.Kind.FILE_OR_WORD)
  @Option(
      names = "--priors",
      defaultValue = SKY,
      paramLabel = "PRIORS",
      description =
          "Class fractions for which the probabilities hold. sky: the fractions on the sky by W1 and "
              + "Galactic latitude. training: those of the training set. A CSV file with the columns "
              + PriorTableCsv.HEAD
              + ". Or one fraction for each class, such as STAR=0.39,GALAXY=0.594,QSO=0.016.")
  private String priors;

  /**
   * @throws UserError if the option is invalid, or the file is
   */
  void requireValid() {
    if (isFractions()) {
      fractions();
    } else if (isFile()) {
      table();
    }
  }

  private boolean is(String word) {
    return priors.strip().toLowerCase(Locale.ROOT).equals(word);
  }

  private boolean isFile() {
    return !is(SKY) && !is(PriorsInUse.TRAINING) && !isFractions();
  }

  /** A path with an equals sign needs a slash, such as {@code ./n=3.csv}. */
  private boolean isFractions() {
    return priors.contains("=") && !priors.contains("/");
  }

  private ClassPriors fractions() {
    return PriorsOptions.parse(priors.split(",", -1));
  }

  private PriorTable table() {
    try {
      byte[] bytes = SmallFile.read(DriverPath.parse("--priors", priors).local(), MAX_BYTES);
      return PriorTableCsv.parse(priors, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      String reason =
          e instanceof NoSuchFileException ? "there is no such file" : SmallFile.reason(e);
      throw new UserError(
          "Cannot read --priors %s: %s; give sky, training, a CSV file or STAR=...,GALAXY=...,QSO=..."
              .formatted(priors, reason),
          e);
    }
  }

  /**
   * The class fractions that the probabilities of a model assume. A model of the classes of which
   * the table of the sky knows more gets the fractions among its own classes.
   *
   * @param path of the model, for messages
   * @param remarks takes a line for the user
   * @throws UserError if the model does not state the class fractions of its training, except for
   *     {@code sky}; or if it was not trained on a class with a fraction above 0
   */
  PriorsInUse of(ModelDescription model, String path, Consumer<String> remarks) {
    Optional<TrainedPriors> trained = TrainedPriors.stated(model);
    if (is(PriorsInUse.TRAINING)) {
      return PriorsInUse.ofTraining(trained);
    }
    if (is(SKY) && trained.isEmpty()) {
      remarks.accept(
          "warning: --priors sky is not used: --model "
              + path
              + " does not state the class fractions of its training set");
      return PriorsInUse.ofTraining(trained);
    }
    TrainedPriors known =
        trained.orElseThrow(
            () ->
                new UserError(
                    "Cannot use --priors: --model %s does not state the class fractions of its training set"
                        .formatted(path)));
    if (!known.isByW1() && !isFractions()) {
      remarks.accept(
          "warning: --model "
              + path
              + " does not state the class fractions of its training set by W1: probabilities of"
              + " bright and faint sources are converted from those of all training sources");
    }
    try {
      return used(known);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "Invalid --priors (must be 0 for a class that --model %s does not have): it was trained on %s"
              .formatted(path, known.all().shares().keySet()),
          e);
    }
  }

  private PriorsInUse used(TrainedPriors trained) {
    if (isFractions()) {
      ClassPriors wanted = fractions();
      return new PriorsInUse(
          "--priors",
          "the class fractions of --priors",
          "--priors",
          Optional.of(wanted),
          SourcePriors.of(trained, wanted));
    }
    if (is(SKY)) {
      return new PriorsInUse(
          SKY,
          "the class fractions of the sky by W1 and Galactic latitude",
          PriorTable.SKY_SOURCE,
          Optional.empty(),
          SourcePriors.of(trained, PriorTable.sky().among(trained.all().known())));
    }
    PriorTable table = table();
    return new PriorsInUse(
        "--priors " + priors,
        "the class fractions of --priors " + priors,
        "a table of %,d rows by W1 and Galactic latitude".formatted(table.cells().size()),
        Optional.empty(),
        SourcePriors.of(trained, table));
  }
}
