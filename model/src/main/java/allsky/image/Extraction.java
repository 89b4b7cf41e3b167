package allsky.image;

/**
 * What became of one source.
 *
 * @param status OK, or why there is no cutout
 * @param cutout null unless the status is OK
 */
public record Extraction(CutoutStatus status, Cutout cutout) {

  public Extraction {
    if ((status == CutoutStatus.OK) != (cutout != null)) {
      throw new IllegalArgumentException("Invalid extraction (a cutout if OK): " + status);
    }
  }

  static Extraction failed(CutoutStatus status) {
    return new Extraction(status, null);
  }
}
