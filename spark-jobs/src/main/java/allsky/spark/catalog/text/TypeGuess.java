package allsky.spark.catalog.text;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Counts what the texts of each column could be, to give it the narrowest type that keeps every
 * digit. A column where up to one text in a thousand is no number is still a column of numbers: the
 * strays are malformed, not all the others text.
 */
public final class TypeGuess implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long VALUES_PER_STRAY = 1000;

  /** Beyond these digits a double cannot tell whole numbers apart. */
  private static final int DIGITS_OF_DOUBLE = 15;

  private final Counts[] columns;

  public TypeGuess(int columnCount) {
    columns = IntStream.range(0, columnCount).mapToObj(i -> new Counts()).toArray(Counts[]::new);
  }

  /** Counts the texts of a row. */
  public TypeGuess add(Row row) {
    for (int i = 0; i < columns.length; i++) {
      if (!row.isNullAt(i)) {
        columns[i].add(row.getString(i));
      }
    }
    return this;
  }

  /** Adds what was counted of other rows. */
  public TypeGuess merge(TypeGuess other) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].merge(other.columns[i]);
    }
    return this;
  }

  /** The type of a column, by its number from 0. */
  public TextType type(int column) {
    return columns[column].type();
  }

  private static final class Counts implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Map<TextType, Long> texts = new EnumMap<>(TextType.class);
    private long filled;
    private boolean hasLeadingZeros;
    private boolean hasManyDigits;

    void add(String text) {
      filled++;
      texts.merge(narrowest(text), 1L, Long::sum);
      if (NumberText.isInteger(text)) {
        hasLeadingZeros |= text.length() > 1 && text.charAt(0) == '0';
        hasManyDigits |= text.length() > DIGITS_OF_DOUBLE;
      }
    }

    void merge(Counts other) {
      filled += other.filled;
      other.texts.forEach((type, count) -> texts.merge(type, count, Long::sum));
      hasLeadingZeros |= other.hasLeadingZeros;
      hasManyDigits |= other.hasManyDigits;
    }

    TextType type() {
      boolean truth = count(TextType.TRUTH) == filled;
      long strays = count(TextType.TEXT) + count(TextType.TRUTH);
      if (filled == 0 || hasLeadingZeros || (!truth && strays > filled / VALUES_PER_STRAY)) {
        return TextType.TEXT;
      }
      if (truth) {
        return TextType.TRUTH;
      }
      if (count(TextType.NUMBER) > 0) {
        return hasManyDigits ? TextType.TEXT : TextType.NUMBER;
      }
      boolean longer = count(TextType.LONGER) > 0;
      return longer ? TextType.LONGER : count(TextType.LONG) > 0 ? TextType.LONG : TextType.INTEGER;
    }

    private long count(TextType type) {
      return texts.getOrDefault(type, 0L);
    }

    private static TextType narrowest(String text) {
      for (TextType type :
          new TextType[] {
            TextType.INTEGER, TextType.LONG, TextType.LONGER, TextType.NUMBER, TextType.TRUTH
          }) {
        if (type.accepts(text)) {
          // Digits beyond the widest whole number are a name.
          return type == TextType.NUMBER && NumberText.isInteger(text) ? TextType.TEXT : type;
        }
      }
      return TextType.TEXT;
    }
  }
}
