package allsky.spark.evaluation;

import allsky.metrics.QsoSelection;
import allsky.metrics.SkyEvaluation;
import allsky.metrics.interval.Estimate;
import allsky.metrics.prior.PriorTable;
import allsky.metrics.prior.TrainedPriors;
import allsky.sky.GalacticPosition;
import allsky.sky.SkyPosition;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The evaluation for the class frequencies of the sky by W1: measured from a sample, written. */
final class SkyEvaluationFiles {

  /** The columns of the sample from which W1 and the latitude come. */
  static final List<String> COLUMNS =
      List.of(CutoutTable.magnitude(Band.W1), PredictionTable.RA, PredictionTable.DEC);

  private static final String NO_NUMBER = "";

  /** The largest share of the sky's sources in a range that may be of classes without a source. */
  private static final double MOST_MISSING = 0.1;

  private SkyEvaluationFiles() {}

  /**
   * The measures; empty if no source has W1, or the model does not state the class fractions of its
   * training.
   */
  static Optional<SkyEvaluation> of(EvaluationSetup setup, EvaluatedSample sample) {
    return TrainedPriors.stated(setup.model()).flatMap(trained -> of(trained, sample));
  }

  private static Optional<SkyEvaluation> of(TrainedPriors trained, EvaluatedSample sample) {
    double[] w1 = sample.measured().get(COLUMNS.get(0));
    if (w1 == null) {
      return Optional.empty();
    }
    double[] ra = sample.measured().get(PredictionTable.RA);
    double[] dec = sample.measured().get(PredictionTable.DEC);
    double[] latitudes = new double[w1.length];
    for (int i = 0; i < latitudes.length; i++) {
      SkyPosition position = SkyPosition.ofDegrees(ra[i], dec[i]);
      latitudes[i] = Math.abs(GalacticPosition.of(position).latDeg());
    }
    SkyEvaluation sky =
        SkyEvaluation.of(sample.predictions(), w1, latitudes, trained, PriorTable.sky());
    return sky.bins().isEmpty() ? Optional.empty() : Optional.of(sky);
  }

  /** Such as "class fractions of the sky ...: ECE in percent (by chance) 1.2 (0.9); ...". */
  static String line(SkyEvaluation sky) {
    String bins =
        sky.bins().stream()
            .map(bin -> words(bin) + " " + measured(bin))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "class fractions of the sky by W1 and latitude: ECE in percent (by chance) %.1f (%.1f); %s",
        100 * sky.all().expectedError(),
        100 * sky.all().errorByChance(),
        bins);
  }

  /** A range without most of the sky's sources says nothing about the sky. */
  private static String measured(SkyEvaluation.Bin bin) {
    double missing = bin.missing().stream().mapToDouble(bin.priors()::share).sum();
    if (missing > MOST_MISSING) {
      return "not measured without " + bin.missing();
    }
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f)%s",
        100 * bin.reliability().expectedError(),
        100 * bin.reliability().errorByChance(),
        bin.missing().isEmpty() ? "" : " without " + bin.missing());
  }

  private static String words(SkyEvaluation.Bin bin) {
    if (Double.isInfinite(bin.low())) {
      return String.format(Locale.ROOT, "W1 below %.1f", bin.high());
    }
    return Double.isInfinite(bin.high())
        ? String.format(Locale.ROOT, "from %.1f", bin.low())
        : String.format(Locale.ROOT, "%.1f to %.1f", bin.low(), bin.high());
  }

  /** The entry of {@code evaluation.json}. */
  static JsonObject toJson(SkyEvaluation sky) {
    JsonObject json = new JsonObject();
    json.addProperty("mix_from", PriorTable.SKY_SOURCE);
    json.addProperty("expected_calibration_error", number(sky.all().expectedError()));
    json.addProperty("error_by_chance", number(sky.all().errorByChance()));
    json.addProperty("effective_sources", number(sky.all().effectiveSources()));
    json.addProperty("line", line(sky));
    JsonArray bins = new JsonArray();
    for (SkyEvaluation.Bin bin : sky.bins()) {
      JsonObject one = new JsonObject();
      one.addProperty("w1_low", number(bin.low()));
      one.addProperty("w1_high", number(bin.high()));
      one.addProperty("sources", bin.sources());
      JsonObject mix = new JsonObject();
      bin.priors().shares().forEach((each, share) -> mix.addProperty(each.name(), share));
      one.add("mix", mix);
      JsonArray missing = new JsonArray();
      bin.missing().forEach(each -> missing.add(each.name()));
      one.add("classes_without_sources", missing);
      one.addProperty("expected_calibration_error", number(bin.reliability().expectedError()));
      one.addProperty("error_by_chance", number(bin.reliability().errorByChance()));
      one.addProperty("effective_sources", number(bin.reliability().effectiveSources()));
      bins.add(one);
    }
    json.add("by_w1", bins);
    return json;
  }

  /** The text of {@code qso_selection.csv}. */
  static String qsoCsv(SkyEvaluation sky) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "w1_low,w1_high,qso_share_on_sky,threshold,qso,selected,completeness,completeness_low,"
            + "completeness_high,purity,purity_low,purity_high");
    for (SkyEvaluation.Bin bin : sky.bins()) {
      for (QsoSelection each : bin.quasars()) {
        lines.add(
            Stream.of(
                    Stream.of(
                        field(bin.low()),
                        field(bin.high()),
                        field(bin.priors().share(SourceClass.QSO)),
                        field(each.threshold()),
                        String.valueOf(each.quasars()),
                        String.valueOf(each.selected())),
                    fields(each.completeness()),
                    fields(each.purity()))
                .flatMap(fields -> fields)
                .collect(Collectors.joining(",")));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static Stream<String> fields(Estimate estimate) {
    return Stream.of(field(estimate.value()), field(estimate.low()), field(estimate.high()));
  }

  private static String field(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : NO_NUMBER;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
