package allsky.cutout;

/**
 * The result of a cutout: the cutout, or the reason why there is none.
 *
 * @param status OK, or why there is no cutout
 * @param cutout null if the status is not OK
 */
public record CutoutResult(CutoutStatus status, Cutout cutout) {

  public CutoutResult {
    if ((status == CutoutStatus.OK) != (cutout != null)) {
      throw new IllegalArgumentException(
          "Invalid cutout result (a cutout if and only if OK): " + status);
    }
  }

  static CutoutResult failed(CutoutStatus status) {
    return new CutoutResult(status, null);
  }
}
