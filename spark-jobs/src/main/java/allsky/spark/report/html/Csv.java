package allsky.spark.report.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The numbers behind a figure as CSV text, which the page offers as a file without a server. */
public final class Csv {

  /** Characters that a URL may have as they are. The others become % and their UTF-8 bytes. */
  private static final String UNCHANGED = ",.-_:;/()*=~";

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  private Csv(int columns) {
    this.columns = columns;
  }

  /** A table without rows. */
  public static Csv withHead(String... names) {
    Csv csv = new Csv(names.length);
    csv.add(List.of(names));
    return csv;
  }

  /** A table that is CSV text already, such as a file of a job. */
  public static Csv ofText(String text) {
    Csv csv = new Csv(0);
    csv.text.append(text);
    return csv;
  }

  /**
   * Adds a row. Numbers with decimals get six digits. A number that is not finite is an empty cell.
   *
   * @throws IllegalArgumentException if the row is not as long as the head
   */
  public Csv row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "Invalid row (" + columns + " cells): " + Arrays.toString(cells));
    }
    add(Arrays.stream(cells).map(Csv::cell).toList());
    return this;
  }

  /** The link that saves the table as {@code name.csv}. */
  public Html link(String name) {
    return Html.element("a", "CSV")
        .with("class", "csv")
        .with("download", name + ".csv")
        .with("title", "Save the numbers of this figure: " + name + ".csv")
        .with("href", "data:text/csv;charset=utf-8," + encoded());
  }

  /** The lines of the table. */
  public String text() {
    return text.toString();
  }

  private void add(List<String> cells) {
    text.append(cells.stream().map(Csv::quoted).collect(Collectors.joining(","))).append('\n');
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number) ? shortest(number) : "";
    }
    return value == null ? "" : value.toString();
  }

  private static String shortest(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.6g", number);
  }

  private static String quoted(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private String encoded() {
    StringBuilder url = new StringBuilder();
    for (byte one : text.toString().getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean isUnchanged =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNCHANGED.indexOf(c) >= 0;
      if (isUnchanged) {
        url.append(c);
      } else {
        url.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return url.toString();
  }
}
