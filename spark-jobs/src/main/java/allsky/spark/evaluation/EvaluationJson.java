package allsky.spark.evaluation;

import allsky.metrics.BinnedScores;
import allsky.metrics.CalibrationQuality;
import allsky.metrics.ClassScores;
import allsky.metrics.ConfusionMatrix;
import allsky.metrics.Evaluation;
import allsky.metrics.PublishedResult;
import allsky.metrics.ReliabilityCurve;
import allsky.metrics.ReweightedScores;
import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;
import allsky.metrics.prior.ClassPriors;
import allsky.survey.SourceClass;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** The text of {@code evaluation.json}. An undefined value is null. */
final class EvaluationJson {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private static final String INTERVALS =
      "95 %. Shares: Wilson 1927. F1: Wilson of F* = TP / (TP + FP + FN), carried over. AUC: method 5"
          + " of Newcombe 2006 on the variance of Hanley and McNeil 1982. Sky mix: Wilson of each"
          + " true class, put together by MOVER (Zou and Donner 2008, Donner and Zou 2012).";

  private EvaluationJson() {}

  static String of(EvaluationResult result) {
    Evaluation evaluation = result.evaluation();
    JsonObject json = setup(result);
    json.addProperty("intervals", INTERVALS);
    json.add("test_mix", testFractions(evaluation));
    json.add("sky_mix", skyFractions(evaluation.reweighted(), result.setup()));
    JsonObject calibration = new JsonObject();
    calibration.addProperty("temperature", result.setup().model().temperature());
    calibration.add("before", calibration(evaluation.before()));
    calibration.add("after", calibration(evaluation.after()));
    json.add("calibration", calibration);
    result.sky().ifPresent(sky -> json.add("sky_by_w1", SkyEvaluationFiles.toJson(sky)));
    result.classSets().ifPresent(sets -> json.add("class_sets", sets.toJson()));
    json.add("by_magnitude", binned(result.byMagnitude()));
    json.add("by_signal_to_noise", binned(result.bySignalToNoise()));
    result.head().ifPresent(head -> json.add("head", head.toJson()));
    result
        .review()
        .ifPresent(
            review -> {
              json.add("misclassified", review.misclassifiedJson());
              json.add("low_confidence", review.lowConfidenceJson());
            });
    json.add("paper", paper());
    return GSON.toJson(json) + "\n";
  }

  private static JsonObject setup(EvaluationResult result) {
    EvaluationSetup setup = result.setup();
    JsonObject json = new JsonObject();
    json.addProperty("images", setup.images());
    json.addProperty("simulated", setup.simulated());
    json.addProperty("cutouts", setup.cutoutsPath());
    json.addProperty("split", setup.split().toString());
    json.addProperty("caveat", setup.split().caveat());
    json.addProperty("model", setup.modelPath());
    json.addProperty("model_parameters_sha256", setup.model().parametersSha256());
    json.add("trained_mix", GSON.toJsonTree(setup.model().classPriors()));
    json.addProperty("evaluated", result.evaluation().confusion().total());
    json.add("left_out", GSON.toJsonTree(result.leftOut()));
    return json;
  }

  private static JsonObject testFractions(Evaluation evaluation) {
    JsonObject json = new JsonObject();
    json.add("accuracy", estimate(evaluation.accuracy()));
    JsonObject classes = new JsonObject();
    for (SourceClass sourceClass : evaluation.classes()) {
      JsonObject scores = scores(evaluation.scores(sourceClass));
      scores.add("area_under_roc", estimate(evaluation.areaUnderRoc(sourceClass)));
      scores.addProperty("sources", evaluation.confusion().total(sourceClass));
      classes.add(sourceClass.name(), scores);
    }
    json.add("classes", classes);
    json.add("counts_by_true_then_predicted", counts(evaluation.confusion()));
    return json;
  }

  private static JsonObject skyFractions(ReweightedScores reweighted, EvaluationSetup setup) {
    JsonObject json = new JsonObject();
    json.add("mix", shares(reweighted.priors()));
    json.addProperty("mix_from", setup.priorsSource());
    json.add("accuracy", estimate(reweighted.accuracy()));
    json.add("classes", classes(reweighted.counts(), reweighted::scores));
    json.add("counts_by_true_then_predicted", counts(reweighted.counts()));
    return json;
  }

  private static JsonObject shares(ClassPriors priors) {
    JsonObject json = new JsonObject();
    priors.shares().forEach((sourceClass, share) -> json.addProperty(sourceClass.name(), share));
    return json;
  }

  private static JsonObject classes(
      ConfusionMatrix counts, Function<SourceClass, ClassScores> scores) {
    JsonObject json = new JsonObject();
    counts.classes().forEach(c -> json.add(c.name(), scores(scores.apply(c))));
    return json;
  }

  private static JsonObject scores(ClassScores scores) {
    JsonObject json = new JsonObject();
    scores.byName().forEach((measure, estimate) -> json.add(measure, estimate(estimate)));
    return json;
  }

  /** A share with its interval. */
  static JsonObject estimate(Proportion share) {
    return estimate(Estimate.of(share));
  }

  private static JsonObject estimate(Estimate estimate) {
    JsonObject json = new JsonObject();
    json.addProperty("value", number(estimate.value()));
    json.addProperty("low", number(estimate.low()));
    json.addProperty("high", number(estimate.high()));
    return json;
  }

  private static JsonArray counts(ConfusionMatrix confusion) {
    JsonArray rows = new JsonArray();
    for (SourceClass truth : confusion.classes()) {
      JsonArray row = new JsonArray();
      confusion.classes().forEach(predicted -> row.add(confusion.count(truth, predicted)));
      rows.add(row);
    }
    return rows;
  }

  private static JsonObject calibration(CalibrationQuality quality) {
    JsonObject json = new JsonObject();
    json.addProperty("brier", number(quality.scores().brier()));
    json.addProperty("log_loss", number(quality.scores().logLoss()));
    json.add("equal_width", reliability(quality.equalWidth()));
    json.add("equal_count", reliability(quality.equalCount()));
    return json;
  }

  private static JsonObject reliability(ReliabilityCurve curve) {
    JsonObject json = new JsonObject();
    json.addProperty("expected_calibration_error", number(curve.expectedError()));
    json.addProperty("largest_calibration_error", number(curve.largestError()));
    return json;
  }

  private static JsonObject binned(Map<String, BinnedScores> columns) {
    JsonObject json = new JsonObject();
    columns.forEach((column, scores) -> json.add(column, binned(scores)));
    return json;
  }

  private static JsonObject binned(BinnedScores scores) {
    JsonObject json = new JsonObject();
    json.addProperty("sources_without_value", scores.withoutValue());
    JsonArray bins = new JsonArray();
    for (BinnedScores.Bin bin : scores.bins()) {
      JsonObject one = new JsonObject();
      one.addProperty("low", number(bin.low()));
      one.addProperty("high", number(bin.high()));
      one.addProperty("median", number(bin.median()));
      one.addProperty("sources", bin.confusion().total());
      one.add("accuracy", estimate(Estimate.of(bin.confusion().accuracy())));
      one.add("classes", classes(bin.confusion(), c -> ClassScores.of(bin.confusion().metrics(c))));
      bins.add(one);
    }
    json.add("bins", bins);
    return json;
  }

  private static JsonObject paper() {
    JsonObject json = new JsonObject();
    json.addProperty("from", "Zhao et al. 2023, RAA 23, 085001; percent, on real WISE images");
    json.addProperty("accuracy", PublishedResult.ACCURACY);
    for (SourceClass sourceClass : SourceClass.values()) {
      json.add(sourceClass.name(), GSON.toJsonTree(PublishedResult.of(sourceClass)));
    }
    return json;
  }

  /** The number, or null for NaN and infinity, which JSON does not have. */
  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
