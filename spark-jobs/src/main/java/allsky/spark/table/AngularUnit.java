package allsky.spark.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The units in which archives give angles, as FITS, VizieR and IRSA spell them. */
enum AngularUnit {
  RADIAN(Math.toDegrees(1) * 3600, "rad", "radian", "radians"),
  HOUR(15 * 3600, "h", "hr", "hour", "hours", "hourangle"),
  DEGREE(3600, "deg", "degree", "degrees", "degs", "angle[deg]"),
  ARCMIN(60, "arcmin", "arcmins", "arcminute", "arcminutes", "amin"),
  ARCSEC(1, "arcsec", "arcsecs", "arcs", "arcsecond", "arcseconds", "asec", "as", "\""),
  MILLIARCSEC(1e-3, "mas", "marcsec", "milliarcsec", "milliarcsecond");

  /** An angle per year: mas/yr, mas yr-1, mas.yr**-1, arcsec/year, mas/a. */
  private static final Pattern PER_YEAR =
      Pattern.compile("(.+?)(?:\\s*/\\s*(?:yr|year|a)|[ .*]*(?:yr|year|a)\\s*(?:\\*\\*|\\^)?-1)");

  private final double arcsec;

  // Filled by List.of, which is immutable and only does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> spellings;

  AngularUnit(double arcsec, String... spellings) {
    this.arcsec = arcsec;
    this.spellings = List.of(spellings);
  }

  /** The unit of a spelling in any case; empty where it is no angle. */
  static Optional<AngularUnit> of(String spelling) {
    String word = spelling.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(unit -> unit.spellings.contains(word)).findFirst();
  }

  /** The angle of a spelling that says an angle per year. */
  static Optional<AngularUnit> ofPerYear(String spelling) {
    Matcher parts = PER_YEAR.matcher(spelling.strip().toLowerCase(Locale.ROOT));
    return parts.matches() ? of(parts.group(1)) : Optional.empty();
  }

  /** How many arcseconds it is. */
  double arcsec() {
    return arcsec;
  }

  /** How many degrees it is. */
  double degrees() {
    return arcsec / DEGREE.arcsec;
  }

  /** The spelling of VOUnit and FITS. */
  String spelling() {
    return spellings.get(0);
  }
}
