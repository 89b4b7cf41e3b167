package allsky.spark.catalog.fits;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Converts the characters of a cell into one text or an array of texts. FITS Standard 4.0, section
 * 7.3.3.1: a text ends at a NUL, and trailing blanks do not count; section 7.3.2: TDIM's first axis
 * is the length of a text; appendix C.1: the forms {@code rA:SSTRw/nnn} and {@code rAw}.
 *
 * @param length characters of a cell
 * @param width characters of one text; of the cell if it has one text
 * @param delimiter the character between texts of variable length; 0 if each text fills its width
 */
record FitsText(int length, int width, int delimiter) implements Serializable {

  private static final Pattern SUBSTRINGS =
      Pattern.compile("(?::SSTR)?(\\d{1,9})(?:/(\\d{1,3}))?\\s*");

  private static final Pattern DIMENSIONS =
      Pattern.compile("\\(\\s*\\d{1,9}\\s*(?:,\\s*\\d{1,9}\\s*)*\\)\\s*");

  /**
   * The texts of a column.
   *
   * @param length TFORM's repeat count
   * @param convention the characters after TFORM's letter
   * @param dimensions TDIM, empty if it is missing
   * @return empty if the convention or the dimensions do not fit the cell
   */
  static Optional<FitsText> of(int length, String convention, String dimensions) {
    if (!dimensions.isEmpty()) {
      return ofDimensions(length, dimensions);
    }
    Matcher substrings = SUBSTRINGS.matcher(convention);
    if (!substrings.matches()) {
      return Optional.of(new FitsText(length, length, 0)).filter(text -> convention.isBlank());
    }
    String delimiter = substrings.group(2);
    int code = delimiter == null ? 0 : Integer.parseInt(delimiter);
    return of(length, Integer.parseInt(substrings.group(1)), code);
  }

  private static Optional<FitsText> ofDimensions(int length, String dimensions) {
    if (!DIMENSIONS.matcher(dimensions).matches()) {
      return Optional.empty();
    }
    String[] axes = dimensions.replaceAll("[()\\s]", "").split(",", -1);
    long product = 1;
    for (String axis : axes) {
      // The product is limited to avoid an overflow.
      product = Math.min(product * Integer.parseInt(axis), Integer.MAX_VALUE);
    }
    // A cell may have more characters than its array.
    return product > 0 && product <= length
        ? of((int) product, Integer.parseInt(axes[0]), 0)
        : Optional.empty();
  }

  private static Optional<FitsText> of(int length, int width, int delimiter) {
    boolean fits =
        width > 0 && width <= length && (delimiter != 0 || length % width == 0) && delimiter < 128;
    return fits ? Optional.of(new FitsText(length, width, delimiter)) : Optional.empty();
  }

  /** True if a cell has more than one text. */
  boolean isArray() {
    return delimiter != 0 || width < length;
  }

  /** The text of a cell, or its array of texts, in Spark's internal form. */
  Object read(byte[] cell) {
    if (!isArray()) {
      return text(cell, 0, length);
    }
    List<UTF8String> texts = new ArrayList<>();
    if (delimiter == 0) {
      for (int at = 0; at < length; at += width) {
        texts.add(text(cell, at, width));
      }
    } else {
      addDelimited(cell, texts);
    }
    return new GenericArrayData(texts.toArray());
  }

  private void addDelimited(byte[] cell, List<UTF8String> texts) {
    int from = 0;
    int end = 0;
    while (end < length && cell[end] != 0) {
      if (cell[end] == delimiter) {
        texts.add(text(cell, from, end - from));
        from = end + 1;
      }
      end++;
    }
    // Padding at the end of a cell is not a text.
    UTF8String last = text(cell, from, end - from);
    if (last.numBytes() > 0) {
      texts.add(last);
    }
  }

  private static UTF8String text(byte[] cell, int from, int most) {
    int end = from;
    int last = from;
    while (end < from + most && cell[end] != 0) {
      end++;
      if (cell[end - 1] != ' ') {
        last = end;
      }
    }
    return UTF8String.fromString(new String(cell, from, last - from, StandardCharsets.ISO_8859_1));
  }
}
