package allsky.spark.cli.options;

import allsky.UserError;
import allsky.sky.SkyPosition;
import allsky.sky.SkyRegion;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say of which part of the sky images are wanted; one of them is given. */
public final class RegionOptions {

  @ArgGroup(exclusive = false)
  public SourceOptions sources;

  @Option(
      names = "--cone",
      paramLabel = "RA,DEC,RADIUS",
      description =
          "Instead of --sources: all tiles that overlap a circle with this center and "
              + "radius, in degrees.")
  private String cone;

  @Option(
      names = "--box",
      paramLabel = "RA1,RA2,DEC1,DEC2",
      description =
          "Instead of --sources: all tiles that overlap a box, in degrees. The box "
              + "extends eastwards from RA1 to RA2, so 350,10 crosses 0.")
  private String box;

  @Option(
      names = "--coadd-ids",
      paramLabel = "LIST",
      description =
          "Instead of --sources: a list of tiles by their coadd_id, such as " + "0000p000_ac51.")
  public String coaddIds;

  /** The region, where one was given. */
  public Optional<SkyRegion> region() {
    if (cone != null) {
      double[] angles = angles("--cone", cone, 3);
      return Optional.of(
          checked(
              "--cone",
              cone,
              () -> new SkyRegion.Cone(new SkyPosition(angles[0] % 360, angles[1]), angles[2])));
    }
    if (box != null) {
      double[] angles = angles("--box", box, 4);
      return Optional.of(
          checked(
              "--box",
              box,
              () -> SkyRegion.Box.between(angles[0], angles[1], angles[2], angles[3])));
    }
    return Optional.empty();
  }

  private interface Shape {
    SkyRegion make();
  }

  private static SkyRegion checked(String option, String text, Shape shape) {
    try {
      return shape.make();
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
