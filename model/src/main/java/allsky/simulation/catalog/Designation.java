package allsky.simulation.catalog;

import allsky.sky.SkyPosition;
import java.util.Locale;

/**
 * The sexagesimal name of a source, {@code J000009.37+135618.1}: digits are truncated, not rounded.
 */
public final class Designation {

  private Designation() {}

  public static String of(SkyPosition position) {
    // Adding 1e-6 prevents that rounding moves an angle of exact hundredths below its value.
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
