package allsky.spark.catalog.votable;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The attribute {@code arraysize} (section 2.2): how many values a cell holds.
 *
 * @param axes the fixed axes, the first varies fastest; for texts it is the length of one text
 * @param isVariable true where one more axis, the last, has another length in each cell
 */
record VoShape(List<Integer> axes, boolean isVariable) implements Serializable {

  private static final Pattern SYNTAX = Pattern.compile("(?:\\d+x)*(?:\\d+|\\d*\\*)");

  /** Values of a cell that a task can hold in memory. */
  private static final long MAX_VALUES = 1 << 26;

  /**
   * Understands an arraysize; an empty one is that of a single value.
   *
   * @throws IllegalArgumentException where it is none; the message is for the user
   */
  static VoShape of(String arraysize) {
    String text = arraysize.replaceAll("\\s", "");
    boolean known = text.isEmpty() || SYNTAX.matcher(text).matches();
    boolean isVariable = text.endsWith("*");
    String fixed = isVariable ? text.replaceFirst("x?\\d*\\*$", "") : text;
    List<Integer> axes = new ArrayList<>();
    long values = 1;
    for (String axis : known && !fixed.isEmpty() ? fixed.split("x") : new String[0]) {
      // Ten digits and more are beyond the limit in any case.
      values *= axis.length() > 9 ? MAX_VALUES + 1 : Math.min(Long.parseLong(axis), MAX_VALUES + 1);
      values = Math.min(values, MAX_VALUES + 1);
      axes.add((int) values == 0 || axis.length() > 9 ? 0 : Integer.parseInt(axis));
    }
    if (!known || values == 0 || values > MAX_VALUES) {
      throw new IllegalArgumentException("the arraysize '" + arraysize + "' is not valid");
    }
    return new VoShape(List.copyOf(axes), isVariable);
  }

  /** The values of a cell; where it is variable, a multiple of it. */
  int values() {
    return axes.stream().reduce(1, (product, axis) -> product * axis);
  }

  /** True where a cell of numbers is an array. */
  boolean isArray() {
    return isVariable || values() != 1;
  }

  /** True where a cell of characters is an array of texts. */
  boolean isArrayOfTexts() {
    return axes.size() > (isVariable ? 0 : 1);
  }

  /** The number of values that a variable cell can hold. */
  boolean allows(long count) {
    return count >= 0 && count <= MAX_VALUES && count % values() == 0;
  }
}
