package allsky.spark.training.comparison;

import allsky.Sha256;
import allsky.UserError;
import allsky.cutout.input.InputRecipe;
import allsky.network.NetworkShape;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainingSummary;
import allsky.spark.table.MatchTable;
import allsky.spark.training.CutoutSpillFile;
import allsky.spark.training.SplitExamples;
import allsky.spark.training.SplitSpectra;
import allsky.spark.training.TrainingCutouts;
import allsky.spectrum.SpectrumKey;
import allsky.survey.NetworkInputs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What all networks of a comparison learn from and are tested on.
 *
 * @param cutouts the cutouts of all splits
 * @param share of the training split to use, above 0 up to 1
 * @param spectra inputs of the network for spectra; none if no network gets spectra
 */
public record ComparedExamples(
    TrainingCutouts cutouts, double share, Map<SpectrumKey, float[]> spectra) {

  /** Examples without spectra. */
  public static ComparedExamples of(TrainingCutouts cutouts, double share) {
    return new ComparedExamples(cutouts, share, Map.of());
  }

  /**
   * The inputs of a network for one split.
   *
   * @throws UserError if a column is missing that the network needs
   */
  SplitExamples of(String split, NetworkShape shape) {
    return isOfSpectra(shape) ? spectra(split, shape) : cutouts(split, shape, cutouts.input(shape));
  }

  private SplitExamples spectra(String split, NetworkShape shape) {
    return SplitSpectra.of(used(split), split, shape.classes(), spectra);
  }

  private SplitExamples cutouts(String split, NetworkShape shape, InputRecipe input) {
    TrainingCutouts withPhotometry = used(split).withPhotometry(shape.inputs());
    return CutoutSpillFile.of(withPhotometry, split, shape.classes(), input);
  }

  private TrainingCutouts used(String split) {
    return split.equals(MatchTable.TRAIN) ? cutouts.share(share) : cutouts;
  }

  /** The description of a network that was trained on them. */
  ModelDescription description(NetworkShape shape, TrainingSummary summary) {
    return isOfSpectra(shape)
        ? ModelDescription.ofSpectra(shape, summary)
        : ModelDescription.of(shape, cutouts.input(shape), summary);
  }

  /**
   * SHA-256 of the inputs of all splits in hexadecimal: spectra, or cutouts with all bands, of the
   * paper's size, and with the photometry that the network gets.
   *
   * @throws UserError if a split has no input
   */
  String sha256(NetworkShape shape) {
    InputRecipe wide = new InputRecipe(cutouts.shape(), InputRecipe.PAPER.side(), shape.inputs());
    MessageDigest all = Sha256.start();
    for (String split : List.of(MatchTable.TRAIN, MatchTable.VALIDATION, MatchTable.TEST)) {
      try (SplitExamples examples =
          isOfSpectra(shape) ? spectra(split, shape) : cutouts(split, shape, wide)) {
        requireAny(examples, split, shape);
        all.update(examples.digest(examples.length()).getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static void requireAny(SplitExamples examples, String split, NetworkShape shape) {
    if (examples.size() == 0) {
      throw new UserError(
          "Cannot compare networks on --cutouts: "
              + (isOfSpectra(shape)
                      ? "no cutout of the split %s has its spectrum in --spectra"
                      : "the split %s has no usable cutouts")
                  .formatted(split));
    }
  }

  private static boolean isOfSpectra(NetworkShape shape) {
    return shape.inputs() == NetworkInputs.SPECTRA;
  }
}
