package allsky.simulation.catalog;

import allsky.sky.SkyPosition;
import java.util.Locale;

/**
 * The sexagesimal name of a source, {@code J000009.37+135618.1}: digits are cut off, not rounded.
 */
public final class Designation {

  private Designation() {}

  public static String of(SkyPosition position) {
    // 1e-6: an angle of a whole hundredth must not fall below it.
    long ra = (long) Math.floor(position.raDeg() * 24_000 + 1e-6);
    long dec = (long) Math.floor(Math.abs(position.decDeg()) * 36_000 + 1e-6);
    return String.format(
        Locale.ROOT,
        "J%02d%02d%02d.%02d%s%02d%02d%02d.%d",
        ra / 360_000,
        ra / 6_000 % 60,
        ra / 100 % 60,
        ra % 100,
        position.decDeg() < 0 ? "-" : "+",
        dec / 36_000,
        dec / 600 % 60,
        dec / 10 % 60,
        dec % 10);
  }
}
