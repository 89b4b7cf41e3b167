package allsky.spark.columns.position;

import allsky.UserError;
import allsky.spark.columns.TableInput;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructField;

/**
 * The coordinate system of a column, where its file gives one. ICRS and FK5 of equinox J2000 differ
 * by less than 0.1 arcsec and are taken as they are; positions in any other system are elsewhere on
 * the sky.
 */
public final class ReferenceFrame {

  /** The key of a column's metadata that holds the system and its equinox, such as eq_FK4 B1950. */
  public static final String KEY = "coosys";

  /** FK5 with the equinox of ICRS, or without one, in the words of VOTable's COOSYS. */
  private static final Pattern FK5 = Pattern.compile("(?:eq_)?fk5(?: j?2000(?:\\.0*)?)?");

  private ReferenceFrame() {}

  /**
   * @param role ra or dec
   * @throws UserError where the column is in a system other than ICRS or FK5 J2000
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
