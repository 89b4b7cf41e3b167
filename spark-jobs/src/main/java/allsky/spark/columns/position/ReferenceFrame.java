package allsky.spark.columns.position;

import allsky.UserError;
import allsky.spark.columns.TableInput;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructField;

/**
 * Checks the coordinate system of a column if its file gives one. ICRS and FK5 with equinox J2000
 * differ by less than 0.1 arcsec, so both are accepted. Positions in other systems are rejected.
 */
public final class ReferenceFrame {

  /** The key of a column's metadata that holds the system and its equinox, such as eq_FK4 B1950. */
  public static final String KEY = "coosys";

  /** FK5 with equinox J2000 or without an equinox, as VOTable's COOSYS spells it. */
  private static final Pattern FK5 = Pattern.compile("(?:eq_)?fk5(?: j?2000(?:\\.0*)?)?");

  private ReferenceFrame() {}

  /**
   * @param role ra or dec
   * @throws UserError if the column is in a system other than ICRS or FK5 J2000
   */
  public static void requireJ2000(StructField field, String role, TableInput input) {
    String frame = field.metadata().contains(KEY) ? field.metadata().getString(KEY) : "";
    if (!isTaken(frame)) {
      throw new UserError(
          String.format(
              "Cannot read %s: its column %s is in the coordinate system %s, not in ICRS or FK5"
                  + " J2000; convert the positions, or name another column with %s.",
              input, field.name(), frame, input.columnOption(role)));
    }
  }

  private static boolean isTaken(String frame) {
    String text = frame.toLowerCase(Locale.ROOT);
    return text.isEmpty()
        || text.startsWith("icrs")
        || text.startsWith("unknown")
        || FK5.matcher(text).matches();
  }
}
