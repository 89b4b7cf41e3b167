package allsky.spark.catalog.fits;

import allsky.fits.FitsCards;
import allsky.fits.FitsForm;
import allsky.fits.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a binary table, as its header says (FITS Standard 4.0, section 7.3.1).
 *
 * @param columns those that can be read, in their order
 * @param notes those that are left out, a sentence each
 * @param rowBytes what all columns take of a row
 */
record FitsColumns(List<FitsColumn> columns, List<String> notes, long rowBytes) {

  /**
   * Reads the columns' cards.
   *
   * @throws UnreadableImageException where one of them cannot be understood
   */
  static FitsColumns of(FitsCards cards) throws UnreadableImageException {
    int count = FitsForm.count(cards);
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
    private final FitsForm form;

    Reader(FitsCards cards, int number) throws UnreadableImageException {
      this.cards = cards;
      this.number = number;
      this.form = FitsForm.of(cards, number);
    }

    /** Adds the column, or a note why it is left out, and tells how many bytes it takes. */
    long add(long offset, List<FitsColumn> columns, List<String> notes)
        throws UnreadableImageException {
      long bytes = form.bytes();
      String name = form.name();
      char code = form.code();
      if (offset + bytes > Integer.MAX_VALUE) {
        throw new UnreadableImageException(
            "its columns up to "
                + name
                + " ("
                + form.text()
                + ") take more bytes than a row can have");
      }
      String dimensions = cards.text("TDIM" + number);
      FitsText texts =
          code == 'A'
              ? FitsText.of((int) form.repeat(), form.convention(), dimensions).orElse(null)
              : null;
      if (FitsColumn.width(code) == 0 || form.repeat() == 0) {
        notes.add("column " + name + " (" + form.text() + ") is left out: Spark has no such type");
      } else if (code == 'A' && texts == null) {
        notes.add(
            ("column " + name + " (" + form.text() + " " + dimensions).strip()
                + ") is left out: its texts cannot be told apart");
      } else {
        columns.add(column((int) offset, texts));
      }
      return bytes;
    }

    private FitsColumn column(int offset, FitsText texts) throws UnreadableImageException {
      return FitsColumn.of(
          form.name(),
          offset,
          form.code(),
          (int) form.repeat(),
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
      if (!cards.has(card) || "BIJK".indexOf(form.code()) < 0) {
        return null;
      }
      try {
        return Long.valueOf(cards.text(card));
      } catch (NumberFormatException e) {
        throw new UnreadableImageException(
            "its " + card + " is no integer: " + cards.text(card), e);
      }
    }
  }
}
