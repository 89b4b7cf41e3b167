package allsky.spark.columns;

import java.util.Optional;

/**
 * The columns that the user names himself; the others are found by the names that archives give
 * them.
 *
 * @param ra right ascension in degrees
 * @param dec declination in degrees
 * @param key names the row
 * @param label the class of a spectrum
 * @param wrapsRa true where right ascensions of any turn are brought to 0 to 360 degrees
 */
public record ColumnChoice(
    Optional<String> ra,
    Optional<String> dec,
    Optional<String> key,
    Optional<String> label,
    boolean wrapsRa) {

  /** Every column is found by its known names. */
  public static final ColumnChoice BY_KNOWN_NAMES = ofNullable(null, null, null, null);

  /** Takes null where the user said nothing. */
  public static ColumnChoice ofNullable(String ra, String dec, String key, String label) {
    return new ColumnChoice(
        Optional.ofNullable(ra),
        Optional.ofNullable(dec),
        Optional.ofNullable(key),
        Optional.ofNullable(label),
        false);
  }

  /** The same choice, with right ascensions of any turn where the user asks for it. */
  public ColumnChoice wrappingRa(boolean wraps) {
    return new ColumnChoice(ra, dec, key, label, wraps);
  }

  /** The same choice with the column of the class. */
  public ColumnChoice labelledBy(String column) {
    return new ColumnChoice(ra, dec, key, Optional.of(column), wrapsRa);
  }

  /** The same choice with the column of the key. */
  ColumnChoice keyedBy(String column) {
    return new ColumnChoice(ra, dec, Optional.of(column), label, wrapsRa);
  }

  /** This choice, completed by what the catalog says of itself. */
  public ColumnChoice orElse(ColumnChoice other) {
    return new ColumnChoice(
        ra.or(other::ra),
        dec.or(other::dec),
        key.or(other::key),
        label.or(other::label),
        wrapsRa || other.wrapsRa);
  }
}
