package allsky.network.model;

import allsky.cutout.input.InputRecipe;
import allsky.network.NetworkShape;
import allsky.spectrum.LogGrid;
import allsky.survey.NetworkInputs;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The model card: a page about the model for people who want to use it. */
final class ModelCard {

  private static final String TEXT =
      """
      # %s for %s

      A %s that classifies infrared sources as %s from %s, trained by allsky.
      Architecture: %s.

      | file | content |
      |---|---|
      | `model.json` | the description of the model, for programs |
      | `iicnet.onnx` | the network with its weights, for ONNX Runtime: `cutouts` (n, %s) to `logits` (n, %d) and `embedding` (n, %d), the input of the last layer |
      | `iicnet.safetensors` | the weights by name, for PyTorch and others |
      | `SHA256SUMS` | the SHA-256 of each file that affects the predictions; allsky checks them, as `sha256sum -c SHA256SUMS` does |

      ## Input

      %s
      ## Output

      Logits in the order %s. Divide them by the temperature %s before softmax to get probabilities.

      ## Class sets

      %s

      ## Training distance

      %s

      ## Training

      %s

      %sThe seed was %d. The probabilities assume the class fractions of the training set: %s.

      ## Results

      %s
      """;

  private static final String PAPER_FIGURE = "after Zhao et al. 2023 (arXiv:2305.10217), figure 16";

  private static final String SIMULATED =
      """
      **The training images are simulated.** The accuracy on real images was not measured.

      """;

  private static final String IMAGES =
      """
      Channels in the order %s. Cutouts of %s arcsec, made by `%s`; with cutouts made in
      another way the network gives wrong answers without a warning.
      """;

  private static final String PHOTOMETRY =
      """
      The last numbers of each input are from Vega magnitudes and their errors, name(centre,scale): `%s`.
      The input is (number - centre) / scale. `log-error` is the logarithm to base 10 of an error from
      0.01 to 1 mag. An upper limit is not a magnitude. `missing` is 1 if the band is not measured; then
      the other numbers of the band are 0.
      """;

  private static final String SPECTRA =
      """
      The flux per wavelength at %d vacuum wavelengths. Their logarithms to base 10, in Angstrom, begin at
      %s with steps of %s. Made by `%s`: the mean of the good pixels (ivar above 0), interpolated across
      gaps, divided by the median, limited to -1 and 6.
      """;

  private static final String DISTANCE =
      """
      `training-distance.safetensors` says how far a source is from what the network learned from.
      Method: %s.
      Of %d training cutouts; `validation_distances` has the distances of %d other ordinary cutouts, in
      order: those of the validation split and those that were given without labels. The tensors `means` and
      `whitening` give the Mahalanobis distance of an embedding, `pixels.*` the distance by the pixels. A model
      with magnitudes also has `photometry.*`, the distance by the magnitudes.""";

  private static final String CLASS_SETS =
      """
      The class set of a source has each class whose probability is at least the limit of the class
      (`classSets` in `model.json`): %s%s. So the set has the true class for %s %% of the sources of each
      class, for any class fractions, if the sources are like the validation cutouts (Mondrian split
      conformal prediction).""";

  private static final String IMAGE_ONLY =
      """


      A source without photometry has a calibration of its own (`imageOnly` in `model.json`): the temperature
      %s, and the limits %s%s.""";

  private ModelCard() {}

  static String of(ModelDescription model) {
    NetworkShape shape = model.shape();
    return TEXT.formatted(
        model.network(),
        shape.bands().isEmpty() ? "spectra" : shape.bands(),
        shape.inputs().hasImages() ? "convolutional network" : "network",
        shape.classes(),
        sources(shape),
        source(shape),
        Arrays.stream(shape.inputShape(1).slice(1).getShape())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", ")),
        shape.classes().size(),
        shape.embeddingSize(),
        input(model),
        shape.classes(),
        number(model.temperature()),
        classSets(model.classSets()) + imageOnly(model.imageOnly()),
        distance(model.distance()),
        table("option", "value", model.training().recipe()),
        Boolean.TRUE.equals(model.training().simulated()) ? SIMULATED : "",
        model.training().seed(),
        priors(model),
        table("measure", "value", model.metrics()));
  }

  private static String source(NetworkShape shape) {
    return switch (shape.inputs()) {
      case IMAGES, FUSION, PHOTOMETRY -> shape.architecture().source();
      case COLOURS -> PAPER_FIGURE;
      case SPECTRA -> "convolutions along the wavelength, a design of allsky";
    };
  }

  private static String sources(NetworkShape shape) {
    return switch (shape.inputs()) {
      case IMAGES -> "cutouts of " + shape.bands();
      case COLOURS -> "colours";
      case FUSION -> "cutouts of " + shape.bands() + " and colours";
      case PHOTOMETRY -> "cutouts of " + shape.bands() + " and photometry";
      case SPECTRA -> "spectra";
    };
  }

  private static String input(ModelDescription model) {
    NetworkInputs inputs = model.shape().inputs();
    if (inputs == NetworkInputs.SPECTRA) {
      LogGrid grid = model.spectra().grid();
      return SPECTRA.formatted(grid.pixels(), grid.first(), grid.step(), model.spectra().method());
    }
    InputRecipe recipe = model.input();
    String images =
        IMAGES.formatted(model.shape().bands(), recipe.shape().sizeArcsec(), recipe.method());
    return (inputs.hasImages() ? images : "")
        + (inputs.hasPhotometry() ? PHOTOMETRY.formatted(inputs.photometryId()) : "");
  }

  private static String classSets(ClassSetLimits limits) {
    return limits == null
        ? "Not recorded: this model is older than the class sets."
        : CLASS_SETS.formatted(overall(limits), byW1(limits), number(100 * limits.coverage()));
  }

  private static String imageOnly(ImageOnlyCalibration calibration) {
    return calibration == null
        ? ""
        : IMAGE_ONLY.formatted(
            number(calibration.temperature()),
            overall(calibration.classSets()),
            byW1(calibration.classSets()));
  }

  private static String overall(ClassSetLimits limits) {
    return limits.minimumProbability().entrySet().stream()
        .map(limit -> number(limit.getValue()) + " " + limit.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String byW1(ClassSetLimits limits) {
    return limits.minimumProbabilityByW1().isEmpty()
        ? ""
        : " without W1, and others in %d ranges of W1"
            .formatted(limits.minimumProbabilityByW1().size());
  }

  private static String distance(DistanceSummary distance) {
    return distance == null
        ? "Not recorded: this model is older than the distance."
        : DISTANCE.formatted(
            distance.method(), distance.trainingCutouts(), distance.validationCutouts());
  }

  private static String priors(ModelDescription model) {
    return model.classPriors().entrySet().stream()
        .map(prior -> number(prior.getValue()) + " " + prior.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String table(String key, String value, Map<String, ?> rows) {
    if (rows.isEmpty()) {
      return "Not recorded.";
    }
    return rows.entrySet().stream()
        .map(row -> "| %s | %s |".formatted(row.getKey(), cell(row.getValue())))
        .collect(Collectors.joining("\n", "| %s | %s |\n|---|---|\n".formatted(key, value), ""));
  }

  private static String cell(Object value) {
    return value instanceof Double number ? number(number) : String.valueOf(value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
