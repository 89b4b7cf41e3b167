package allsky.network.model;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.cutout.input.InputRecipe;
import allsky.fits.header.ImageSurvey;
import allsky.network.NetworkShape;
import allsky.spectrum.SpectrumRecipe;
import allsky.survey.NetworkInputs;

/**
 * What a model can classify. It refuses inputs that differ from those of the training.
 *
 * @param input the recipe of a model for cutouts; null for a model for spectra
 * @param spectra the recipe of a model for spectra; null for a model for cutouts
 */
public record ModelUse(InputRecipe input, SpectrumRecipe spectra) {

  /** Refuses a recipe that does not give the input of the network. */
  static void requireInputOf(NetworkShape shape, InputRecipe input, SpectrumRecipe spectra) {
    boolean ofSpectra = shape.inputs() == NetworkInputs.SPECTRA;
    if (ofSpectra ? spectra == null || input != null : input == null || spectra != null) {
      throw new IllegalArgumentException(
          "Invalid description (a recipe for the network's input): %s, %s"
              .formatted(input, spectra));
    }
    if (!ofSpectra
        && (shape.inputSide() != input.side()
            || !shape.bands().equals(input.shape().bands())
            || shape.inputs() != input.inputs())) {
      throw new IllegalArgumentException(
          "Invalid description (network and input must have the same side, bands and inputs): %s, %s"
              .formatted(shape, input));
    }
  }

  /**
   * Refuses cutouts whose shape differs from the training cutouts.
   *
   * @param path path of the cutouts, for the message
   * @throws UserError that names both shapes
   */
  public void requireCutouts(CutoutShape cutouts, String path) {
    requireModelOfCutouts("--cutouts " + path);
    if (!input.shape().equals(cutouts)) {
      throw new UserError(
          "Cannot use this --model on --cutouts %s: it was trained on %s, but these are %s;"
                  .formatted(path, input.shape().text(), cutouts.text())
              + " make new cutouts, or train on these");
    }
  }

  /**
   * Refuses images of another survey than the training images.
   *
   * @param images survey of the images in the folder
   * @param path path of the folder, for the message
   * @throws UserError that names both surveys
   */
  public void requireSurvey(ImageSurvey images, String path) {
    requireModelOfCutouts("--tiles " + path);
    ImageSurvey learned = input.shape().survey();
    if (learned != images) {
      throw new UserError(
          "Cannot use this --model on --tiles %s: it was trained on %s images, but these are %s"
              .formatted(path, learned.title(), images.title()));
    }
  }

  private void requireModelOfCutouts(String what) {
    if (input == null) {
      throw new UserError(
          "Cannot use this --model on %s: it was trained on spectra; name a model of train-iicnet"
              .formatted(what));
    }
  }

  /**
   * Refuses a model for cutouts.
   *
   * @param path path of the spectra, for the message
   */
  public void requireSpectra(String path) {
    if (spectra == null) {
      throw new UserError(
          "Cannot use this --model on --spectra %s: it was trained on cutouts; name a model of"
                  .formatted(path)
              + " train-spectra");
    }
  }
}
