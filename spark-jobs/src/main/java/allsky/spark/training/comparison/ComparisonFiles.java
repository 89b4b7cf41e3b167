package allsky.spark.training.comparison;

import allsky.metrics.ClassScores;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.LabelledPredictions;
import allsky.metrics.PairedComparison;
import allsky.metrics.interval.Estimate;
import allsky.network.NetworkShape;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunLayout;
import allsky.spark.training.TrainingCurves;
import allsky.survey.SourceClass;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The files of a comparison: two tables as CSV, all numbers as JSON, and pictures. */
public final class ComparisonFiles {

  /** A row for each network: the mean over its seeds. */
  public static final String NETWORKS = "networks.csv";

  /** A row for each training. */
  public static final String TRAININGS = "trainings.csv";

  /** All numbers. */
  public static final String JSON = RunLayout.COMPARISON_RESULT;

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private ComparisonFiles() {}

  /**
   * What the cutouts show.
   *
   * @param cutouts the path as the user typed it
   * @param simulated true for images of {@code simulate-sky}
   */
  public record Images(String cutouts, boolean simulated) {}

  static void writeTables(ComparisonTable table, Images images, OutputFolder folder) {
    folder.write(NETWORKS, networks(table));
    folder.write(TRAININGS, trainings(table));
    folder.write(JSON, json(table, images));
  }

  static void draw(ComparisonTable table, OutputFolder folder) {
    ComparisonPictures.of(table).forEach((name, picture) -> folder.write(name, picture.png()));
    for (ComparisonTable.Group group : table.groups()) {
      for (ComparisonTable.Entry entry : group.entries()) {
        folder.write(
            entry.network().variant().folder() + "/" + TrainingCurves.FILE,
            TrainingCurves.draw(entry.network().history()).png());
      }
    }
  }

  private static String networks(ComparisonTable table) {
    StringBuilder csv =
        new StringBuilder(
            "network,inputs,input_side,stem_kernel,bands,seeds,test_cutouts,accuracy,accuracy_low,accuracy_high,"
                + "lowest_seed,highest_seed,difference,difference_low,difference_high,parameters,"
                + "multiply_adds,ptflops,exported_parameters,exported_multiply_adds\n");
    for (ComparisonTable.Group group : table.groups()) {
      Estimate difference = group.difference().orElse(Estimate.NONE);
      MeasuredNetwork.Cost cost = group.first().cost();
      csv.append(
          row(
              shape(group.shape()),
              String.valueOf(group.entries().size()),
              String.valueOf(group.first().truth().length),
              numbers(group.accuracy()),
              number(group.lowest()),
              number(group.highest()),
              numbers(difference),
              cost(cost)));
    }
    return csv.toString();
  }

  private static String trainings(ComparisonTable table) {
    StringBuilder csv =
        new StringBuilder(
            "network,inputs,input_side,stem_kernel,bands,seed,test_cutouts,accuracy,accuracy_low,"
                + "accuracy_high,best_epoch,validation_accuracy,only_this_right,"
                + "only_reference_right,mcnemar_p,training_images_per_second,"
                + "exported_images_per_second,exported_threads,peak_memory_bytes,device\n");
    for (ComparisonTable.Group group : table.groups()) {
      for (ComparisonTable.Entry entry : group.entries()) {
        csv.append(training(entry));
      }
    }
    return csv.toString();
  }

  private static String training(ComparisonTable.Entry entry) {
    MeasuredNetwork network = entry.network();
    MeasuredNetwork.Speed speed = network.speed();
    return row(
        shape(network.shape()),
        String.valueOf(network.seed()),
        String.valueOf(network.truth().length),
        numbers(entry.accuracy()),
        String.valueOf(network.history().best().epoch()),
        number(network.history().best().validationAccuracy()),
        entry.paired().map(paired -> String.valueOf(paired.onlyFirst())).orElse(""),
        entry.paired().map(paired -> String.valueOf(paired.onlySecond())).orElse(""),
        entry.paired().map(paired -> String.valueOf(paired.pValue())).orElse(""),
        number(speed.trainingImagesPerSecond()),
        number(speed.exportedImagesPerSecond()),
        String.valueOf(speed.threads()),
        speed.peakMemoryBytes() == null ? "" : speed.peakMemoryBytes().toString(),
        speed.device().replace(',', ' '));
  }

  /** The cells of a network; those about images are empty for colours alone. */
  private static String shape(NetworkShape shape) {
    boolean images = shape.inputs().hasImages();
    return String.join(
        ",",
        images ? shape.architecture().optionName() : shape.inputs().optionName(),
        shape.inputs().optionName(),
        images ? String.valueOf(shape.inputSide()) : "",
        images ? String.valueOf(shape.stemKernel()) : "",
        images ? NetworkVariant.bands(shape.bands()) : "");
  }

  private static String cost(MeasuredNetwork.Cost cost) {
    return row(
            String.valueOf(cost.parameters()),
            String.valueOf(cost.multiplyAdds()),
            String.valueOf(cost.ptflops()),
            String.valueOf(cost.exportedParameters()),
            String.valueOf(cost.exportedMultiplyAdds()))
        .strip();
  }

  private static String row(String... cells) {
    StringJoiner row = new StringJoiner(",", "", "\n");
    List.of(cells).forEach(row::add);
    return row.toString();
  }

  /** Value and limits, empty where they are undefined. */
  private static String numbers(Estimate estimate) {
    return number(estimate.value()) + "," + number(estimate.low()) + "," + number(estimate.high());
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }

  private static String json(ComparisonTable table, Images images) {
    JsonObject json = new JsonObject();
    json.addProperty("cutouts", images.cutouts());
    json.addProperty("simulated", images.simulated());
    json.addProperty("reference", NetworkVariant.name(table.reference()));
    json.addProperty(
        "intervals",
        "95 %. Shares: Wilson 1927, for the number of test cutouts. Differences: normal interval of"
            + " the mean over the test cutouts that both networks have. Both have no part from the"
            + " seeds.");
    JsonArray networks = new JsonArray();
    table.groups().forEach(group -> networks.add(json(group)));
    json.add("networks", networks);
    return GSON.toJson(json) + "\n";
  }

  private static JsonObject json(ComparisonTable.Group group) {
    JsonObject json = new JsonObject();
    json.addProperty("name", NetworkVariant.name(group.shape()));
    NetworkShape shape = group.shape();
    json.addProperty("inputs", shape.inputs().optionName());
    if (shape.inputs().hasImages()) {
      json.addProperty("network", shape.architecture().optionName());
      json.addProperty("input_side", shape.inputSide());
      json.addProperty("stem_kernel", shape.stemKernel());
      json.addProperty("bands", NetworkVariant.bands(shape.bands()));
    }
    json.add("cost", GSON.toJsonTree(group.first().cost()));
    json.add("accuracy", json(group.accuracy()));
    json.addProperty("lowest_seed", group.lowest());
    json.addProperty("highest_seed", group.highest());
    json.add("difference", group.difference().map(ComparisonFiles::json).orElse(null));
    JsonArray trainings = new JsonArray();
    group.entries().forEach(entry -> trainings.add(json(entry)));
    json.add("trainings", trainings);
    return json;
  }

  private static JsonObject json(ComparisonTable.Entry entry) {
    MeasuredNetwork network = entry.network();
    LabelledPredictions predictions = network.predictions();
    JsonObject json = new JsonObject();
    json.addProperty("seed", network.seed());
    json.addProperty("folder", network.variant().folder());
    json.addProperty("test_cutouts", predictions.size());
    json.add("accuracy", json(entry.accuracy()));
    json.add("classes", classes(predictions.confusion()));
    json.add("mcnemar", entry.paired().map(ComparisonFiles::json).orElse(null));
    json.add("speed", GSON.toJsonTree(network.speed()));
    json.add("history", GSON.toJsonTree(network.history()));
    return json;
  }

  private static JsonObject classes(ConfusionMatrix confusion) {
    JsonObject classes = new JsonObject();
    for (SourceClass one : confusion.classes()) {
      JsonObject scores = new JsonObject();
      ClassScores.of(confusion.metrics(one))
          .byName()
          .forEach((name, score) -> scores.add(name, json(score)));
      JsonObject predicted = new JsonObject();
      for (SourceClass other : confusion.classes()) {
        predicted.addProperty(other.name(), confusion.count(one, other));
      }
      scores.add("predicted_as", predicted);
      classes.add(one.name(), scores);
    }
    return classes;
  }

  private static JsonObject json(PairedComparison paired) {
    JsonObject json = new JsonObject();
    json.addProperty("only_this_right", paired.onlyFirst());
    json.addProperty("only_reference_right", paired.onlySecond());
    json.addProperty("p_value", paired.pValue());
    return json;
  }

  private static JsonObject json(Estimate estimate) {
    JsonObject json = new JsonObject();
    json.addProperty("value", defined(estimate.value()));
    json.addProperty("low", defined(estimate.low()));
    json.addProperty("high", defined(estimate.high()));
    return json;
  }

  private static Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
