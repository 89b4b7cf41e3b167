package allsky.spark.catalog.fits;

import allsky.fits.FitsCards;
import allsky.fits.FitsForm;
import allsky.fits.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a binary table as its header describes them (FITS Standard 4.0, section 7.3.1).
 *
 * @param columns the columns that can be read, in their order
 * @param notes the columns that are skipped, a sentence each
 * @param rowBytes bytes of all columns in a row
 */
record FitsColumns(List<FitsColumn> columns, List<String> notes, long rowBytes) {

  /**
   * Reads the columns' cards.
   *
   * @throws UnreadableImageException if a card is not valid
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

    /** Adds the column, or a note why it is skipped. Returns the number of bytes that it takes. */
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
        notes.add("column " + name + " (" + form.text() + ") is skipped: Spark has no such type");
      } else if (code == 'A' && texts == null) {
        notes.add(
            ("column " + name + " (" + form.text() + " " + dimensions).strip()
                + ") is skipped: its header does not say how to divide the text");
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
        throw new UnreadableImageException("its " + card + " is not a number: " + cards.text(card));
      }
      return value;
    }

    /** TNULL is defined only for columns of integers (FITS Standard 4.0, section 7.3.2). */
    private Long nullValue() throws UnreadableImageException {
      String card = "TNULL" + number;
      if (!cards.has(card) || "BIJK".indexOf(form.code()) < 0) {
        return null;
      }
      try {
        return Long.valueOf(cards.text(card));
      } catch (NumberFormatException e) {
        throw new UnreadableImageException(
            "its " + card + " is not an integer: " + cards.text(card), e);
      }
    }
  }
}
