package allsky.fits;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name and the format (TFORM) of one column of a FITS binary table (FITS Standard 4.0, section
 * 7.3.1).
 *
 * @param name TTYPE, or "column" and the number
 * @param text TFORM
 * @param repeat repeat count: the number of values in a cell
 * @param code the letter of TFORM
 * @param convention the text after the letter
 */
public record FitsForm(String name, String text, long repeat, char code, String convention) {

  private static final Pattern FORM = Pattern.compile("(\\d{0,15})\\s*([A-Z])(.*)");

  private static final int MAX_COLUMNS = 999;

  /**
   * The number of columns of a table.
   *
   * @throws UnreadableImageException if TFIELDS is missing, invalid or above 999
   */
  public static int count(FitsCards cards) throws UnreadableImageException {
    long count = cards.size("TFIELDS");
    if (count > MAX_COLUMNS) {
      throw new UnreadableImageException("its TFIELDS is " + count + "; at most 999 are allowed");
    }
    return (int) count;
  }

  /**
   * The format of a column.
   *
   * @param number the column, counted from 1
   * @throws UnreadableImageException if the TFORM card is missing or invalid
   */
  public static FitsForm of(FitsCards cards, int number) throws UnreadableImageException {
    String title = cards.text("TTYPE" + number);
    String name = title.isEmpty() ? "column" + number : title;
    String text = cards.text("TFORM" + number);
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new UnreadableImageException(
          "its column " + name + " has the unknown format '" + text + "' (TFORM)");
    }
    long repeat = parts.group(1).isEmpty() ? 1 : Long.parseLong(parts.group(1));
    return new FitsForm(name, text, repeat, parts.group(2).charAt(0), parts.group(3));
  }

  /**
   * Bytes of a cell; exact for any repeat count.
   *
   * @throws UnreadableImageException if the letter is not a known type
   */
  public long bytes() throws UnreadableImageException {
    if (code == 'X') {
      return (repeat + 7) / 8;
    }
    if (width(code) == 0) {
      throw new UnreadableImageException("its column " + name + " has the unknown type " + code);
    }
    return width(code) * repeat;
  }

  /** Bytes of one value or of one array descriptor (P, Q); 0 for X and unknown letters. */
  public static int width(char code) {
    return switch (code) {
      case 'L', 'B', 'A' -> 1;
      case 'I' -> 2;
      case 'J', 'E' -> 4;
      case 'K', 'D', 'C', 'P' -> 8;
      case 'M', 'Q' -> 16;
      default -> 0;
    };
  }
}
