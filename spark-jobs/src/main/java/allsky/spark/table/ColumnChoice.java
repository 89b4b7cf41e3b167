package allsky.spark.table;

import java.util.Optional;

/**
 * The columns that the user names himself; the others are found by the names that archives give
 * them.
 *
 * @param ra right ascension in degrees
 * @param dec declination in degrees
 * @param key names the row
 * @param label the class of a spectrum
 */
public record ColumnChoice(
    Optional<String> ra, Optional<String> dec, Optional<String> key, Optional<String> label) {

  /** Every column is found by its known names. */
  public static final ColumnChoice BY_KNOWN_NAMES = ofNullable(null, null, null, null);

  /** Takes null where the user said nothing. */
  public static ColumnChoice ofNullable(String ra, String dec, String key, String label) {
    return new ColumnChoice(
        Optional.ofNullable(ra),
        Optional.ofNullable(dec),
        Optional.ofNullable(key),
        Optional.ofNullable(label));
  }

  /** The same choice with the column of the class. */
  public ColumnChoice labelledBy(String column) {
    return new ColumnChoice(ra, dec, key, Optional.of(column));
  }

  /** The same choice with the column of the key. */
  ColumnChoice keyedBy(String column) {
    return new ColumnChoice(ra, dec, Optional.of(column), label);
  }

  /** This choice, completed by what the catalog says of itself. */
  public ColumnChoice orElse(ColumnChoice other) {
    return new ColumnChoice(
        ra.or(other::ra), dec.or(other::dec), key.or(other::key), label.or(other::label));
  }
}
