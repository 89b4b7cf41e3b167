package allsky.spark.columns.position;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unit of angles in catalogs. The accepted spellings are those of the FITS Standard 4.0 (section
 * 4.3), VOUnits 1.1, astropy, VizieR, IRSA, and common tables.
 *
 * @param spelling the spelling of VOUnits
 * @param arcsec the unit in arcseconds
 */
public record AngularUnit(String spelling, double arcsec) {

  public static final AngularUnit DEGREE = new AngularUnit("deg", 3600);
  public static final AngularUnit ARCSEC = new AngularUnit("arcsec", 1);
  public static final AngularUnit MILLIARCSEC = new AngularUnit("mas", 1e-3);

  /** The hint for users about the known units. */
  static final String KNOWN =
      "known are deg, h or hourangle, rad, arcmin, arcsec, mas, turn, also with milli, micro or"
          + " nano";

  private static final Map<String, AngularUnit> BY_WORD = new HashMap<>();

  static {
    AngularUnit radian = new AngularUnit("rad", Math.toDegrees(1) * 3600);
    AngularUnit arcmin = new AngularUnit("arcmin", 60);
    AngularUnit hour = new AngularUnit("h", 15 * 3600);
    AngularUnit turn = new AngularUnit("turn", 360 * 3600);
    put(hour, "h", "hr", "hrs", "hour", "hours", "hourangle", "hourangles", "hangle");
    put(turn, "turn", "turns", "cycle", "cycles", "cy", "rev", "revolution", "revolutions");
    putWithPrefixes(radian, "rad", "rad", "rads", "radian", "radians");
    putWithPrefixes(DEGREE, "deg", "deg", "degs", "degree", "degrees", "\u00b0");
    put(DEGREE, "angledeg", "decimaldeg", "decimaldegree", "decimaldegrees", "degreesofarc");
    putWithPrefixes(arcmin, "arcmin", "arcmin", "arcmins", "arcminute", "arcminutes", "amin");
    put(arcmin, "'", "\u2032", "minofarc");
    putWithPrefixes(ARCSEC, "as", "arcsec", "arcsecs", "arcsecond", "arcseconds", "asec", "as");
    put(ARCSEC, "arcs", "\"", "''", "\u2033", "secofarc");
  }

  private static final Pattern YEAR =
      Pattern.compile("(?:yr|yrs|year|years|jyr|julianyear|annum|a)");

  /** An angle per year: mas/yr, mas yr-1, mas.yr**-1, mas yr^(-1), arcsec/year, mas/a. */
  private static final Pattern PER_YEAR =
      Pattern.compile(
          String.format(
              "(.+?)(?:\\s*(?:/|\\bper\\b)\\s*%1$s|[ .*]*%1$s\\s*(?:\\*\\*|\\^)?\\s*\\(?-1\\)?)",
              YEAR));

  /** Spellings that mean that a column has no unit. */
  private static final Pattern NONE = Pattern.compile("[\\s-]*|none|null|nan|n/a|unknown|unitless");

  private static void put(AngularUnit unit, String... words) {
    List.of(words).forEach(word -> BY_WORD.put(word, unit));
  }

  private static void putWithPrefixes(AngularUnit unit, String shortest, String... words) {
    put(unit, words);
    putPrefixed(unit, shortest, 1e-3, "m", List.of("m", "milli"), words);
    putPrefixed(unit, shortest, 1e-6, "u", List.of("u", "\u00b5", "\u03bc", "micro"), words);
    putPrefixed(unit, shortest, 1e-9, "n", List.of("n", "nano"), words);
  }

  private static void putPrefixed(
      AngularUnit unit,
      String shortest,
      double factor,
      String letter,
      List<String> prefixes,
      String... words) {
    AngularUnit part = new AngularUnit(letter + shortest, unit.arcsec * factor);
    for (String prefix : prefixes) {
      for (String word : words) {
        BY_WORD.put(prefix + word, part);
      }
    }
  }

  /** True for a text that means that there is no unit. */
  public static boolean isNone(String spelling) {
    return NONE.matcher(spelling.strip().toLowerCase(Locale.ROOT)).matches();
  }

  /** The unit of a spelling in any case; empty if it is not an angle. */
  public static Optional<AngularUnit> of(String spelling) {
    String word =
        spelling
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\(.*\\)", "")
            .replaceAll("[\\s_.\\[\\]]", "");
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** The angle in a spelling of an angle per year. */
  public static Optional<AngularUnit> ofPerYear(String spelling) {
    Matcher parts = PER_YEAR.matcher(spelling.strip().toLowerCase(Locale.ROOT));
    return parts.matches() ? of(parts.group(1)) : Optional.empty();
  }

  /** The unit in degrees. */
  double degrees() {
    return arcsec / DEGREE.arcsec;
  }
}
