package allsky.cutout;

import allsky.fits.header.ImageSurvey;
import allsky.survey.Band;
import com.google.gson.annotations.SerializedName;
import java.io.Serializable;
import java.util.List;

/**
 * The bands, the size and the image survey of a cutout.
 *
 * @param bands in the order of the tensor's channels
 * @param sizeArcsec the side of the network's input on the sky, in arcsec; 50 in the paper
 * @param survey the survey whose pixels the cutout has; null means the Atlas, as in models of older
 *     versions
 */
public record CutoutShape(
    List<Band> bands, double sizeArcsec, @SerializedName("imagery") ImageSurvey survey)
    implements Serializable {

  private static final int MARGIN_PIXELS = 2;

  public CutoutShape {
    bands = List.copyOf(bands);
    survey = survey == null ? ImageSurvey.ATLAS : survey;
    if (bands.isEmpty()) {
      throw new IllegalArgumentException("Invalid cutout (needs one band or more): none");
    }
    if (!(sizeArcsec >= 10 && sizeArcsec <= 600)) {
      throw new IllegalArgumentException("Invalid cutout size (10 to 600 arcsec): " + sizeArcsec);
    }
  }

  /** A cutout of Atlas images. */
  public CutoutShape(List<Band> bands, double sizeArcsec) {
    this(bands, sizeArcsec, ImageSurvey.ATLAS);
  }

  /** The same bands and size for images of another survey. */
  public CutoutShape from(ImageSurvey images) {
    return new CutoutShape(bands, sizeArcsec, images);
  }

  /**
   * The same size and survey with a selection of the bands.
   *
   * @throws IllegalArgumentException if the cutout lacks one of them
   */
  public CutoutShape only(List<Band> selected) {
    if (!bands.containsAll(selected)) {
      throw new IllegalArgumentException("Invalid bands (of " + bands + "): " + selected);
    }
    return new CutoutShape(selected, sizeArcsec, survey);
  }

  /**
   * The side of the window in native pixels. It is odd, so that the source is in the middle pixel,
   * and includes a margin for the sub-pixel offset and the resampler. For 50 arcsec it is 43 pixels
   * of Atlas images or 25 pixels of unWISE images.
   */
  public int window() {
    double half = sizeArcsec / 2 / survey.pixelArcsec();
    return 2 * (int) Math.ceil(half + MARGIN_PIXELS) + 1;
  }

  /** As text, such as {@code [W1, W2, W3] of 50.0 arcsec from Atlas images}. */
  public String text() {
    return "%s of %s arcsec from %s images".formatted(bands, sizeArcsec, survey.title());
  }

  /** The number of pixels of a cutout: bands x window x window. */
  public int pixelCount() {
    return bands.size() * window() * window();
  }
}
