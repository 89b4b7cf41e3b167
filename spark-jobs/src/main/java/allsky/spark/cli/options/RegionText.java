package allsky.spark.cli.options;

import allsky.UserError;
import allsky.sky.SkyPosition;
import allsky.sky.SkyRegion;
import java.util.Arrays;
import java.util.function.Supplier;

/** Reads the regions of the options --cone and --box. */
final class RegionText {

  private RegionText() {}

  /**
   * The region of --cone RA,DEC,RADIUS.
   *
   * @throws UserError if the text is no cone in degrees
   */
  static SkyRegion cone(String text) {
    double[] angles = angles("--cone", text, 3);
    return checked(
        "--cone",
        text,
        () -> new SkyRegion.Cone(new SkyPosition(angles[0] % 360, angles[1]), angles[2]));
  }

  /**
   * The region of --box RA1,RA2,DEC1,DEC2.
   *
   * @throws UserError if the text is no box in degrees
   */
  static SkyRegion box(String text) {
    double[] angles = angles("--box", text, 4);
    return checked(
        "--box", text, () -> SkyRegion.Box.between(angles[0], angles[1], angles[2], angles[3]));
  }

  private static SkyRegion checked(String option, String text, Supplier<SkyRegion> region) {
    try {
      return region.get();
    } catch (IllegalArgumentException e) {
      throw new UserError("Invalid " + option + " " + text + ": " + e.getMessage(), e);
    }
  }

  private static double[] angles(String option, String text, int count) {
    try {
      double[] angles =
          Arrays.stream(text.split(","))
              .mapToDouble(word -> Double.parseDouble(word.trim()))
              .toArray();
      if (angles.length == count) {
        return angles;
      }
    } catch (NumberFormatException e) {
      throw new UserError("Invalid " + option + " (" + count + " numbers, degrees): " + text, e);
    }
    throw new UserError("Invalid " + option + " (" + count + " numbers, degrees): " + text);
  }
}
