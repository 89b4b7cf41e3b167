package allsky.spark.columns.position;

import allsky.UserError;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.TableInput;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/**
 * The two columns with a catalog's positions: the user's choice, a pair of names that archives use,
 * or such a pair with a common ending, as in joined tables. Positions with equinox B1950 and
 * earlier are rejected.
 *
 * @param ra the name as spelled in the catalog
 * @param dec the name as spelled in the catalog
 * @param note a note for the user on the choice; empty if the choice comes from the user or an
 *     archive
 */
public record PositionColumns(String ra, String dec, Optional<String> note) {

  /** The names of both axes, in lower case. */
  private record Pair(String ra, String dec) {

    Pair ending(String ending) {
      return new Pair(ra + ending, dec + ending);
    }

    @Override
    public String toString() {
      return ra + " " + dec;
    }
  }

  private static Pair pair(String ra, String dec) {
    return new Pair(ra, dec);
  }

  /**
   * The names in AllWISE, Gaia and SkyServer; of VizieR's own and computed columns and of CDS
   * tables; in SExtractor, SDSS plates, DESI and Pan-STARRS; and common names. Other characters
   * than letters and digits are ignored: "RA (J2000)" is raj2000.
   */
  private static final List<Pair> PAIRS =
      List.of(
          pair("ra", "dec"),
          pair("raj2000", "dej2000"),
          pair("raj2000", "decj2000"),
          pair("_raj2000", "_dej2000"),
          pair("ra_j2000", "dec_j2000"),
          pair("ra_j2000", "de_j2000"),
          pair("ra2000", "dec2000"),
          pair("ra2000", "de2000"),
          pair("raj20000", "decj20000"),
          pair("ra_icrs", "de_icrs"),
          pair("ra_icrs", "dec_icrs"),
          pair("_ra_icrs", "_de_icrs"),
          pair("alpha_j2000", "delta_j2000"),
          pair("alphawin_j2000", "deltawin_j2000"),
          pair("alphapeak_j2000", "deltapeak_j2000"),
          pair("alphapsf_j2000", "deltapsf_j2000"),
          pair("plug_ra", "plug_dec"),
          pair("target_ra", "target_dec"),
          pair("radeg", "dedeg"),
          pair("radeg", "decdeg"),
          pair("_ra", "_de"),
          pair("ramean", "decmean"),
          pair("rightascension", "declination"),
          pair("radegrees", "decdegrees"),
          pair("radegj2000", "decdegj2000"));

  private static final String EXAMPLES =
      "RAJ2000 DEJ2000, _RAJ2000 _DEJ2000, RA_ICRS DE_ICRS, ALPHA_J2000 DELTA_J2000, RAdeg DEdeg";

  /** Positions of an equinox before J2000: RAB1950, ALPHA_B1950, RA1950, Dec (1950.0), ra_fk4. */
  private static final Pattern OTHER_EQUINOX =
      Pattern.compile("_*(?:r\\.?a|de|alpha|delta).*(?:b?1[89]\\d\\d(?:\\D.*)?|fk4)");

  /** Suffixes of a position's name that mark an error, a motion, a part or a limit. */
  private static final Pattern NO_POSITION =
      Pattern.compile(
          "e|err\\w*|sig\\w*|unc\\w*|std\\w*|rms|prec\\w*|off\\w*|diff\\w*|delta|pm\\w*|ivar|var"
              + "|rate|gal\\w*|ecl\\w*|[hmsdn]|hms|dms|str\\w*|hours?|rad\\w*|pix\\w*|min|max|lo\\w*"
              + "|hi\\w*|up\\w*|flag\\w*|epoch\\w*|mas|corr\\w*|cent\\w*");

  /**
   * Finds the columns.
   *
   * @throws UserError if the user's column does not exist, or no columns are found
   */
  public static PositionColumns of(StructType schema, TableInput input, ColumnChoice choice) {
    if (FrameColumns.areOwn(choice.frame())) {
      return FrameColumns.of(schema, input, choice);
    }
    ColumnFinder finder = new ColumnFinder(input, schema);
    Optional<String> ra = finder.find("ra", choice.ra(), List.of());
    Optional<String> dec = finder.find("dec", choice.dec(), List.of());
    ra.ifPresent(name -> refuseOtherEquinox(name, input));
    dec.ifPresent(name -> refuseOtherEquinox(name, input));
    if (ra.isPresent() && dec.isPresent()) {
      return new PositionColumns(ra.get(), dec.get(), Optional.empty());
    }
    for (Pair known : PAIRS) {
      Optional<String> itsRa = ra.or(() -> find(schema, known.ra()));
      Optional<String> itsDec = dec.or(() -> find(schema, known.dec()));
      boolean fits = ra.map(name -> is(name, known.ra())).orElse(true);
      boolean fitsDec = dec.map(name -> is(name, known.dec())).orElse(true);
      if (fits && fitsDec && itsRa.isPresent() && itsDec.isPresent()) {
        return new PositionColumns(itsRa.get(), itsDec.get(), Optional.empty());
      }
    }
    Optional<String> anyRa = ra.or(() -> first(schema, Pair::ra));
    Optional<String> anyDec = dec.or(() -> first(schema, Pair::dec));
    if (anyRa.isPresent() && anyDec.isPresent()) {
      PositionColumns byNames = byNames(anyRa.get(), anyDec.get(), input);
      boolean isChosen = ra.isPresent() || dec.isPresent();
      return isChosen ? new PositionColumns(byNames.ra, byNames.dec, Optional.empty()) : byNames;
    }
    return byEnding(schema, finder, input, anyRa.isPresent() ? "dec" : "ra");
  }

  /** True if both columns exist: those that the user names, or else known names. */
  public static boolean areIn(StructType schema, ColumnChoice choice) {
    if (FrameColumns.areOwn(choice.frame())) {
      return FrameColumns.areIn(schema, choice);
    }
    return isIn(schema, choice.ra(), Pair::ra) && isIn(schema, choice.dec(), Pair::dec);
  }

  private static boolean isIn(
      StructType schema, Optional<String> chosen, Function<Pair, String> axis) {
    return chosen
        .map(name -> Arrays.stream(schema.fieldNames()).anyMatch(name::equalsIgnoreCase))
        .orElseGet(() -> first(schema, axis).isPresent());
  }

  /** The ending of the only pair of position columns, such as _allwise; empty if there is none. */
  public static Optional<String> ending(StructType schema) {
    List<String> endings =
        endings(schema).stream().filter(end -> pair(schema, end).isPresent()).toList();
    return endings.size() == 1 ? Optional.of(endings.get(0)) : Optional.empty();
  }

  private static Optional<Pair> pair(StructType schema, String ending) {
    return PAIRS.stream()
        .map(known -> known.ending(ending))
        .filter(pair -> find(schema, pair.ra()).isPresent() && find(schema, pair.dec()).isPresent())
        .findFirst();
  }

  /** The only pair of known names with an ending: RAJ2000_allwise, DEJ2000_allwise. */
  private static PositionColumns byEnding(
      StructType schema, ColumnFinder finder, TableInput input, String missing) {
    Set<Pair> found = new LinkedHashSet<>();
    endings(schema).forEach(ending -> pair(schema, ending).ifPresent(found::add));
    if (found.size() != 1) {
      throw none(schema, finder, input, missing, found);
    }
    Pair only = found.iterator().next();
    return byNames(
        find(schema, only.ra()).orElseThrow(), find(schema, only.dec()).orElseThrow(), input);
  }

  private static PositionColumns byNames(String ra, String dec, TableInput input) {
    return new PositionColumns(
        ra,
        dec,
        Optional.of(
            String.format(
                "position is %s, %s, because of their names; use %s and %s to name other ones",
                ra, dec, input.columnOption("ra"), input.columnOption("dec"))));
  }

  private static Set<String> endings(StructType schema) {
    Set<String> endings = new LinkedHashSet<>();
    for (String name : schema.fieldNames()) {
      String lower = name.toLowerCase(Locale.ROOT);
      for (Pair known : PAIRS) {
        String start = known.ra() + "_";
        if (lower.startsWith(start)
            && !NO_POSITION.matcher(lower.substring(start.length())).matches()
            && !isOtherEquinox(lower)) {
          endings.add(lower.substring(known.ra().length()));
        }
      }
    }
    return endings;
  }

  private static UserError none(
      StructType schema, ColumnFinder finder, TableInput input, String missing, Set<Pair> several) {
    Arrays.stream(schema.fieldNames()).forEach(name -> refuseOtherEquinox(name, input));
    String options = input.columnOption("ra") + " and " + input.columnOption("dec");
    if (!several.isEmpty()) {
      return new UserError(
          String.format(
              "Cannot read %s: several pairs of columns may be the position: %s; name one with %s.",
              input, String.join(", ", several.stream().map(Pair::toString).toList()), options));
    }
    if (find(schema, "rah").isPresent() && find(schema, "ram").isPresent()) {
      return new UserError(
          String.format(
              "Cannot read %s: its positions are divided into several columns (RAh RAm ...); join"
                  + " them into two columns such as 10:23:45.6 and -00:12:34, and name these with"
                  + " %s.",
              input, options));
    }
    if (find(schema, "crval1").isPresent() && find(schema, "crval2").isPresent()) {
      return new UserError(
          String.format(
              "Cannot read %s: it lists images (crval1 and crval2 are their centres), not sources;"
                  + " name columns of positions with %s.",
              input, options));
    }
    return new UserError(
        String.format(
            "Cannot read %s: no column %s and no other known pair of position columns (%s); name"
                + " the columns with %s (it has %s).",
            input, missing, EXAMPLES, options, finder.names()));
  }

  private static void refuseOtherEquinox(String name, TableInput input) {
    if (isOtherEquinox(name.toLowerCase(Locale.ROOT))) {
      throw new UserError(
          String.format(
              "Cannot read %s: %s has an equinox before J2000, so its positions differ by up to a"
                  + " degree; convert them to J2000 (astropy, TOPCAT; VizieR adds _RAJ2000"
                  + " _DEJ2000) and name the new columns with %s and %s.",
              input, name, input.columnOption("ra"), input.columnOption("dec")));
    }
  }

  private static boolean isOtherEquinox(String lower) {
    return OTHER_EQUINOX.matcher(lower).matches();
  }

  private static Optional<String> first(StructType schema, Function<Pair, String> axis) {
    return PAIRS.stream().map(axis).flatMap(name -> find(schema, name).stream()).findFirst();
  }

  /**
   * The column with this name in any case, or else with this name after other characters are
   * removed.
   */
  private static Optional<String> find(StructType schema, String name) {
    return Arrays.stream(schema.fieldNames())
        .filter(field -> field.equalsIgnoreCase(name))
        .findFirst()
        .or(() -> Arrays.stream(schema.fieldNames()).filter(field -> is(field, name)).findFirst());
  }

  private static boolean is(String field, String name) {
    return field.equalsIgnoreCase(name) || letters(field).equals(letters(name));
  }

  /**
   * The letters and digits of a name, and a leading underscore: VizieR's _RAJ2000 is not RAJ2000.
   */
  private static String letters(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return name.startsWith("_") ? "_" + letters : letters;
  }
}
