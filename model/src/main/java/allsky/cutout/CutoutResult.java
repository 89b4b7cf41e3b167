package allsky.cutout;

/**
 * What became of one source.
 *
 * @param status OK, or why there is no cutout
 * @param cutout null unless the status is OK
 */
public record CutoutResult(CutoutStatus status, Cutout cutout) {

  public CutoutResult {
    if ((status == CutoutStatus.OK) != (cutout != null)) {
      throw new IllegalArgumentException("Invalid extraction (a cutout if OK): " + status);
    }
  }

  static CutoutResult failed(CutoutStatus status) {
    return new CutoutResult(status, null);
  }
}
