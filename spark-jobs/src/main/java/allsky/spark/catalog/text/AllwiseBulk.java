package allsky.spark.catalog.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The layout of AllWISE's bulk files: 298 fields separated by bars, without a header. */
public final class AllwiseBulk {

  private static final String COLUMNS = "allwise-columns.csv";
  private static final int COLUMN_COUNT = 298;

  private AllwiseBulk() {}

  /**
   * True for a line of a bulk file: a designation and 297 more fields, with or without a trailing
   * bar.
   */
  public static boolean isRow(String line) {
    long bars = line.chars().filter(c -> c == '|').count();
    boolean closed = line.endsWith("|");
    return bars == COLUMN_COUNT - (closed ? 0 : 1)
        && line.matches("\\s*J?\\d{6}\\.\\d+[+-]\\d{6}\\.\\d+\\s*\\|.*");
  }

  /** The columns with the types that the archive documents. */
  public static DelimitedLayout layout() {
    return new DelimitedLayout(columns(), '|', "");
  }

  private static List<TextColumn> columns() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                AllwiseBulk.class.getResourceAsStream(COLUMNS), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(AllwiseBulk::column)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TextColumn column(String line) {
    String[] cells = line.split(",", -1);
    TextType type =
        switch (cells[1]) {
          case "char" -> TextType.TEXT;
          case "int" -> TextType.INTEGER;
          case "long" -> TextType.LONG;
          case "double" -> TextType.NUMBER;
          default -> throw new IllegalStateException("Invalid type of AllWISE column: " + line);
        };
    return new TextColumn(cells[0], type, cells[2], Set.of("null"));
  }
}
