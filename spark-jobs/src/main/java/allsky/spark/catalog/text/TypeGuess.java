package allsky.spark.catalog.text;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Counts which types the texts of each column fit, to choose the narrowest type that keeps every
 * digit. A column in which at most one text in a thousand is not a number remains a column of
 * numbers; the rows with such texts are malformed.
 */
public final class TypeGuess implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long VALUES_PER_STRAY = 1000;

  /** The largest number of digits for which a double represents all integers exactly. */
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

  /** Adds the counts of other rows. */
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
          // More digits than the widest integer type are an identifier, so the column is text.
          return type == TextType.NUMBER && NumberText.isInteger(text) ? TextType.TEXT : type;
        }
      }
      return TextType.TEXT;
    }
  }
}
