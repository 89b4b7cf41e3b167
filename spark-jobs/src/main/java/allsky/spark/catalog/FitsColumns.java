package allsky.spark.catalog;

import allsky.image.FitsCards;
import allsky.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns of a binary table, as its header says (FITS Standard 4.0, section 7.3.1).
 *
 * @param columns those that can be read, in their order
 * @param notes those that are left out, a sentence each
 * @param rowBytes what all columns take of a row
 */
record FitsColumns(List<FitsColumn> columns, List<String> notes, long rowBytes) {

  /** TFORM: repeat count and code; what follows is a convention's own. */
  private static final Pattern FORM = Pattern.compile("(\\d{0,15})\\s*([A-Z])(.*)");

  private static final int MOST_COLUMNS = 999;

  /**
   * Reads the columns' cards.
   *
   * @throws UnreadableImageException where one of them cannot be understood
   */
  static FitsColumns of(FitsCards cards) throws UnreadableImageException {
    long count = cards.size("TFIELDS");
    if (count > MOST_COLUMNS) {
      throw new UnreadableImageException("its TFIELDS is " + count + "; at most 999 are allowed");
    }
    List<FitsColumn> columns = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    long offset = 0;
    for (int i = 1; i <= count; i++) {
      offset += new Reader(cards, i).add(offset, columns, notes);
    }
    return new FitsColumns(List.copyOf(columns), List.copyOf(notes), offset);
  }

  /** Reads the cards of one column. */
  private static final class Reader {
    private final FitsCards cards;
    private final int number;
    private final String name;
    private final String form;
    private final long repeat;
    private final char code;
    private final String convention;

    Reader(FitsCards cards, int number) throws UnreadableImageException {
      this.cards = cards;
      this.number = number;
      String title = cards.text("TTYPE" + number);
      this.name = title.isEmpty() ? "column" + number : title;
      this.form = cards.text("TFORM" + number);
      Matcher parts = FORM.matcher(form);
      if (!parts.matches()) {
        throw new UnreadableImageException(
            "its column " + name + " has the unknown form '" + form + "'");
      }
      this.repeat = parts.group(1).isEmpty() ? 1 : Long.parseLong(parts.group(1));
      this.code = parts.group(2).charAt(0);
      this.convention = parts.group(3);
    }

    /** Adds the column, or a note why it is left out, and tells how many bytes it takes. */
    long add(long offset, List<FitsColumn> columns, List<String> notes)
        throws UnreadableImageException {
      long bytes = storedBytes();
      if (offset + bytes > Integer.MAX_VALUE) {
        throw new UnreadableImageException(
            "its columns up to " + name + " (" + form + ") take more bytes than a row can have");
      }
      String dimensions = cards.text("TDIM" + number);
      FitsText texts =
          code == 'A' ? FitsText.of((int) repeat, convention, dimensions).orElse(null) : null;
      if (FitsColumn.width(code) == 0 || repeat == 0) {
        notes.add("column " + name + " (" + form + ") is left out: Spark has no such type");
      } else if (code == 'A' && texts == null) {
        notes.add(
            ("column " + name + " (" + form + " " + dimensions).strip()
                + ") is left out: its texts cannot be told apart");
      } else {
        columns.add(column((int) offset, texts));
      }
      return bytes;
    }

    private FitsColumn column(int offset, FitsText texts) throws UnreadableImageException {
      return FitsColumn.of(
          name,
          offset,
          code,
          (int) repeat,
          cards.text("TUNIT" + number),
          number("TSCAL", 1),
          number("TZERO", 0),
          nullValue(),
          texts);
    }

    private double number(String keyword, double absent) throws UnreadableImageException {
      String card = keyword + number;
      if (!cards.has(card)) {
        return absent;
      }
      double value = cards.number(card);
      if (!Double.isFinite(value)) {
        throw new UnreadableImageException("its " + card + " is no number: " + cards.text(card));
      }
      return value;
    }

    /** TNULL has a meaning in columns of integers only (FITS Standard 4.0, section 7.3.2). */
    private Long nullValue() throws UnreadableImageException {
      String card = "TNULL" + number;
      if (!cards.has(card) || "BIJK".indexOf(code) < 0) {
        return null;
      }
      try {
        return Long.valueOf(cards.text(card));
      } catch (NumberFormatException e) {
        throw new UnreadableImageException(
            "its " + card + " is no integer: " + cards.text(card), e);
      }
    }

    /** Exact for repeat counts of 15 digits. */
    private long storedBytes() throws UnreadableImageException {
      return switch (code) {
        case 'X' -> (repeat + 7) / 8;
        case 'C', 'P' -> 8 * repeat;
        case 'M', 'Q' -> 16 * repeat;
        default -> {
          if (FitsColumn.width(code) == 0) {
            throw new UnreadableImageException("its column " + name + " has the unknown type " + code);
          }
          yield FitsColumn.width(code) * repeat;
        }
      };
    }
  }
}
