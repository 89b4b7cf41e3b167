package allsky.spark.catalog.votable;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The attribute {@code arraysize} (section 2.2): the number of values in a cell.
 *
 * @param axes the fixed axes; the first one varies fastest, and is the length of one text in text
 *     columns
 * @param isVariable true if there is one more axis, the last, whose length differs from cell to
 *     cell
 */
record VoShape(List<Integer> axes, boolean isVariable) implements Serializable {

  private static final Pattern SYNTAX = Pattern.compile("(?:\\d+x)*(?:\\d+|\\d*\\*)");

  /** The largest number of values in a cell. */
  private static final long MAX_VALUES = 1 << 26;

  /**
   * Parses an arraysize; an empty one means a single value.
   *
   * @throws IllegalArgumentException if it is not valid; the message is for the user
   */
  static VoShape of(String arraysize) {
    String text = arraysize.replaceAll("\\s", "");
    boolean known = text.isEmpty() || SYNTAX.matcher(text).matches();
    boolean isVariable = text.endsWith("*");
    String fixed = isVariable ? text.replaceFirst("x?\\d*\\*$", "") : text;
    List<Integer> axes = new ArrayList<>();
    long values = 1;
    for (String axis : known && !fixed.isEmpty() ? fixed.split("x") : new String[0]) {
      // Ten or more digits always exceed the limit.
      values *= axis.length() > 9 ? MAX_VALUES + 1 : Math.min(Long.parseLong(axis), MAX_VALUES + 1);
      values = Math.min(values, MAX_VALUES + 1);
      axes.add((int) values == 0 || axis.length() > 9 ? 0 : Integer.parseInt(axis));
    }
    if (!known || values == 0 || values > MAX_VALUES) {
      throw new IllegalArgumentException("the arraysize '" + arraysize + "' is not valid");
    }
    return new VoShape(List.copyOf(axes), isVariable);
  }

  /** The number of values in a cell. A variable cell has a multiple of this number. */
  int values() {
    return axes.stream().reduce(1, (product, axis) -> product * axis);
  }

  /** True if a cell of numbers is an array. */
  boolean isArray() {
    return isVariable || values() != 1;
  }

  /** True if a cell of characters is an array of texts. */
  boolean isArrayOfTexts() {
    return axes.size() > (isVariable ? 0 : 1);
  }

  /** True if a variable cell can have this number of values. */
  boolean allows(long count) {
    return count >= 0 && count <= MAX_VALUES && count % values() == 0;
  }
}
