package allsky.sky;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses angles in the usual notations: {@code 10:23:45.6}, {@code -00 00 30}, {@code 10h23m45.6s},
 * {@code 12d34m56s}, or plain degrees. As the IAU recommends, minutes and seconds are from 0 to
 * below 60, and the sign applies to the complete angle, so -00 00 30 is south of the equator.
 */
public final class Sexagesimal {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?");

  /** Sign, hours or degrees, separator, minutes, and seconds (optional). */
  private static final Pattern PARTS =
      Pattern.compile(
          "([+-]?)\\s*(\\d{1,3})\\s*([hd:\u00b0]|\\s)\\s*(\\d{1,2}(?:\\.\\d*)?)"
              + "(?:\\s*(?:[m:'\u2032]|\\s)\\s*(\\d{1,2}(?:\\.\\d*)?)?\\s*(?:[s\"\u2033]|'')?)?");

  private static final double DEGREES_PER_HOUR = 15;

  private Sexagesimal() {}

  /**
   * A right ascension in degrees. A sexagesimal angle is in hours unless it has a d or a degree
   * sign.
   *
   * @return empty if the text is not an angle, or if minutes or seconds are 60 or more
   */
  public static OptionalDouble raDeg(String text) {
    return degrees(text, DEGREES_PER_HOUR);
  }

  /** A declination in degrees; empty if the text is not an angle, or is an angle in hours. */
  public static OptionalDouble decDeg(String text) {
    return text != null && text.contains("h") ? OptionalDouble.empty() : degrees(text, 1);
  }

  /** True for a plain number. */
  public static boolean isDecimal(String text) {
    return DECIMAL.matcher(text.strip().toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * @param degreesPerUnit unit of the first part in degrees, if no letter gives it
   */
  private static OptionalDouble degrees(String text, double degreesPerUnit) {
    if (text == null) {
      return OptionalDouble.empty();
    }
    // Word processors and web pages replace a hyphen by a minus sign or a dash.
    String angle = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^[\u2212\u2013\u2010]", "-");
    if (isDecimal(angle)) {
      return OptionalDouble.of(Double.parseDouble(angle));
    }
    Matcher parts = PARTS.matcher(angle);
    return parts.matches() ? ofParts(parts, degreesPerUnit) : OptionalDouble.empty();
  }

  private static OptionalDouble ofParts(Matcher parts, double degreesPerUnit) {
    String seconds = parts.group(5);
    boolean brokenMinutes = parts.group(4).contains(".");
    if (seconds != null && brokenMinutes) {
      return OptionalDouble.empty();
    }
    double minute = Double.parseDouble(parts.group(4));
    double second = seconds == null ? 0 : Double.parseDouble(seconds);
    if (minute >= 60 || second >= 60) {
      return OptionalDouble.empty();
    }
    boolean inDegrees = "d\u00b0".contains(parts.group(3));
    double whole = Integer.parseInt(parts.group(2)) + minute / 60 + second / 3600;
    double magnitude = whole * (inDegrees ? 1 : degreesPerUnit);
    return OptionalDouble.of(parts.group(1).equals("-") ? -magnitude : magnitude);
  }
}
