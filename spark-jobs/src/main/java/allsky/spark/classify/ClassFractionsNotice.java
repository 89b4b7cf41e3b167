package allsky.spark.classify;

import allsky.metrics.prior.ClassPriors;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainingW1;
import allsky.simulation.source.SkyClassFractions;
import allsky.spark.table.prediction.PredictedFractions;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The class fractions that probabilities assume, with those that were predicted and those that
 * number counts give. A network that was trained on as many QSO as stars finds far more QSO on the
 * sky than there are.
 *
 * @param trained the class fractions of the training set; empty if the model does not state them
 * @param used those that the probabilities assume
 * @param trainedW1 the magnitudes of the training sources; null if the model does not state them
 */
public record ClassFractionsNotice(
    Optional<ClassPriors> trained, PriorsInUse used, TrainingW1 trainedW1) {

  /** The fractions that a model and a choice of priors give. */
  public static ClassFractionsNotice of(ModelDescription model, PriorsInUse used) {
    return new ClassFractionsNotice(
        ClassPriors.stated(model.classPriors()), used, model.trainingW1());
  }

  /**
   * The lines for users.
   *
   * @param labelled true if the sources have spectra: their class fractions are not those of the
   *     sky
   */
  public List<String> lines(PredictedFractions predicted, boolean labelled) {
    if (predicted.sources() == 0) {
      return List.of();
    }
    if (!used.isTraining()) {
      return List.of(
          "probabilities assume "
              + used.text()
              + ": "
              + used.fractions().map(priors -> words(priors.shares())).orElse(used.source()),
          "predicted classes: " + words(predicted.total()));
    }
    return labelled ? List.of() : warning(predicted);
  }

  private List<String> warning(PredictedFractions predicted) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "warning: probabilities assume the class fractions of the training set, not of the sky: "
            + trained
                .map(fractions -> words(fractions.shares()))
                .orElse("unknown, because the model does not state them"));
    lines.add(
        "predicted classes: "
            + words(predicted.total())
            + "; expected on the sky: "
            + words(ClassPriors.NATURAL.shares()));
    predicted.counts().forEach((bin, counts) -> lines.add(line(bin, counts)));
    lines.add(
        "expected: " + SkyClassFractions.SOURCE + "; near the Galactic plane there are more stars");
    lines.add("--priors sky re-weights the probabilities to the class fractions of the sky");
    return lines;
  }

  private static String line(int bin, Map<SourceClass, Long> counts) {
    String magnitude = bin == PredictedFractions.UNKNOWN_W1 ? "" : "W1 ";
    return String.format(
        Locale.ROOT,
        "%s%s: %,d sources, predicted %s%s",
        magnitude,
        PredictedFractions.words(bin),
        PredictedFractions.sum(counts),
        words(counts),
        expected(bin).map(shares -> "; expected " + words(shares)).orElse(""));
  }

  private static Optional<Map<SourceClass, Double>> expected(int bin) {
    return bin == PredictedFractions.UNKNOWN_W1
        ? Optional.empty()
        : Optional.of(
            SkyClassFractions.shares(
                PredictedFractions.brightW1(bin), PredictedFractions.faintW1(bin)));
  }

  /** Such as "STAR 39.0 %, GALAXY 59.4 %, QSO 1.6 %". */
  private static String words(Map<SourceClass, ? extends Number> amounts) {
    double sum = amounts.values().stream().mapToDouble(Number::doubleValue).sum();
    return Arrays.stream(SourceClass.values())
        .map(
            name ->
                percent(
                    name, amounts.containsKey(name) ? amounts.get(name).doubleValue() / sum : 0))
        .collect(Collectors.joining(", "));
  }

  private static String percent(SourceClass name, double share) {
    return String.format(Locale.ROOT, "%s %.1f %%", name, 100 * share);
  }

  /** The entry of {@code _summary.json}. */
  public Map<String, Object> toJson(PredictedFractions predicted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("probabilities_for", used.name());
    json.put("probabilities_from", used.source());
    json.put("training", trained.map(ClassPriors::shares).orElse(null));
    json.put("priors", used.fractions().map(ClassPriors::shares).orElse(null));
    json.put("predicted", predicted.total());
    json.put(
        "predicted_by_w1",
        predicted.counts().entrySet().stream().map(ClassFractionsNotice::bin).toList());
    json.put("expected_on_sky", ClassPriors.NATURAL.shares());
    json.put("expected_source", SkyClassFractions.SOURCE);
    return json;
  }

  private static Map<String, Object> bin(Map.Entry<Integer, Map<SourceClass, Long>> entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("w1", PredictedFractions.words(entry.getKey()));
    json.put("predicted", entry.getValue());
    json.put("expected_on_sky", expected(entry.getKey()).orElse(null));
    return json;
  }
}
