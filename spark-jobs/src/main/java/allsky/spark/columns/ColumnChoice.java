package allsky.spark.columns;

import allsky.sky.CelestialFrame;
import java.util.Optional;

/**
 * The columns that the user names. The other columns are found by the names that archives use.
 *
 * @param ra right ascension in degrees
 * @param dec declination in degrees
 * @param key the key of a row
 * @param label the class of a spectrum
 * @param wrapsRa true if right ascensions outside 0 to 360 degrees are wrapped into this range
 * @param frame the frame of the positions
 */
public record ColumnChoice(
    Optional<String> ra,
    Optional<String> dec,
    Optional<String> key,
    Optional<String> label,
    boolean wrapsRa,
    CelestialFrame frame) {

  /** The choice in which every column is found by its known names. */
  public static final ColumnChoice BY_KNOWN_NAMES = ofNullable(null, null, null, null);

  /** Creates a choice; null means that the user named no column. */
  public static ColumnChoice ofNullable(String ra, String dec, String key, String label) {
    return new ColumnChoice(
        Optional.ofNullable(ra),
        Optional.ofNullable(dec),
        Optional.ofNullable(key),
        Optional.ofNullable(label),
        false,
        CelestialFrame.ICRS);
  }

  /** The same choice, but with wrapping of right ascensions on or off. */
  public ColumnChoice wrappingRa(boolean wraps) {
    return new ColumnChoice(ra, dec, key, label, wraps, frame);
  }

  /** The same choice with positions in a frame. */
  public ColumnChoice inFrame(CelestialFrame other) {
    return new ColumnChoice(ra, dec, key, label, wrapsRa, other);
  }

  /** The same choice with the column of the class. */
  public ColumnChoice labelledBy(String column) {
    return new ColumnChoice(ra, dec, key, Optional.of(column), wrapsRa, frame);
  }

  /** The same choice with the column of the key. */
  ColumnChoice keyedBy(String column) {
    return new ColumnChoice(ra, dec, Optional.of(column), label, wrapsRa, frame);
  }

  /**
   * This choice, completed by the columns of another one, such as those in the catalog's metadata.
   * Its position columns are not those of a frame that only the user declares.
   */
  public ColumnChoice orElse(ColumnChoice other) {
    boolean isIcrs = frame == CelestialFrame.ICRS;
    return new ColumnChoice(
        isIcrs ? ra.or(other::ra) : ra,
        isIcrs ? dec.or(other::dec) : dec,
        key.or(other::key),
        label.or(other::label),
        wrapsRa || other.wrapsRa,
        frame);
  }
}
