package allsky.spark.catalog.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The layout of lines in an IPAC table: the bars of the header mark where columns begin and end.
 *
 * <p>IPAC Table Format 1.2 (irsa.ipac.caltech.edu/applications/DDGEN/Doc/ipac_tbl.html): lines that
 * begin with a backslash are keywords and comments; one to four lines of bars give names, types,
 * units and null texts. No value may be under a bar. If one is, it belongs to the column that it
 * touches. The line is malformed if it touches both columns or none.
 *
 * @param bars the positions of the bars in the line, from 0; one more than there are columns
 */
public record IpacLayout(List<TextColumn> columns, List<Integer> bars) implements LineLayout {

  private static final Set<String> NULL = Set.of("null");

  /**
   * Parses a header.
   *
   * @param lines the header lines with bars, in their order
   * @throws IllegalArgumentException if they are not a header
   */
  public static IpacLayout of(List<String> lines) {
    String names = lines.get(0);
    List<Integer> bars = bars(names);
    if (bars.size() < 2) {
      throw new IllegalArgumentException("its header has fewer than two bars");
    }
    List<TextColumn> columns = new ArrayList<>();
    for (int i = 0; i + 1 < bars.size(); i++) {
      int from = bars.get(i) + 1;
      int to = bars.get(i + 1);
      String name = cell(lines, 0, from, to).orElse("");
      columns.add(
          new TextColumn(
              name.isEmpty() ? "column" + (i + 1) : name,
              cell(lines, 1, from, to).map(IpacLayout::type).orElse(TextType.TEXT),
              cell(lines, 2, from, to).map(IpacLayout::unit).orElse(""),
              cell(lines, 3, from, to).filter(text -> !text.isEmpty()).map(Set::of).orElse(NULL)));
    }
    return new IpacLayout(List.copyOf(columns), bars);
  }

  /**
   * The positions of the bars. If the header does not end with a bar, the end of its text counts as
   * one.
   */
  private static List<Integer> bars(String names) {
    List<Integer> bars = new ArrayList<>();
    for (int at = names.indexOf('|'); at >= 0; at = names.indexOf('|', at + 1)) {
      bars.add(at);
    }
    if (!bars.isEmpty() && !names.substring(bars.get(bars.size() - 1) + 1).isBlank()) {
      bars.add(names.length());
    }
    return List.copyOf(bars);
  }

  private static Optional<String> cell(List<String> lines, int line, int from, int to) {
    if (line >= lines.size() || from >= lines.get(line).length()) {
      return Optional.empty();
    }
    String text = lines.get(line);
    return Optional.of(text.substring(from, Math.min(to, text.length())).strip());
  }

  /**
   * The type of a word, which may be abbreviated to one letter. IRSA uses int for 64-bit counters
   * too.
   */
  private static TextType type(String word) {
    String type = word.toLowerCase(Locale.ROOT);
    if (type.isEmpty()) {
      return TextType.TEXT;
    }
    if ("integer".startsWith(type) || "long".startsWith(type)) {
      return TextType.LONG;
    }
    boolean number =
        "double".startsWith(type) || "float".startsWith(type) || "real".startsWith(type);
    return number ? TextType.NUMBER : TextType.TEXT;
  }

  /** The unit; a dash means that there is none. */
  private static String unit(String text) {
    return text.chars().allMatch(c -> c == '-') ? "" : text;
  }

  @Override
  public boolean isHead(String line) {
    return isKeyword(line) || isBars(line);
  }

  /** True for a header line with a keyword or a comment. */
  public static boolean isKeyword(String line) {
    return line.stripLeading().startsWith("\\");
  }

  /** True for a header line with bars, which may be indented. */
  public static boolean isBars(String line) {
    return line.stripLeading().startsWith("|");
  }

  @Override
  public boolean hasHeaderLine() {
    return false;
  }

  @Override
  public String[] fields(String line) throws MalformedLine {
    if (isHead(line)) {
      throw new MalformedLine("it is a header line below the first row");
    }
    String[] fields = new String[columns.size()];
    int from = bars.get(0);
    if (!line.substring(0, Math.min(from, line.length())).isBlank()) {
      throw new MalformedLine("there is text before the first column");
    }
    for (int i = 0; i < fields.length; i++) {
      boolean last = i == fields.length - 1;
      int to = last ? lastEnd(line) : end(line, i);
      fields[i] = from < to ? line.substring(from, to).strip() : blank(line, i);
      from = to;
    }
    return fields;
  }

  /** The position where the text of a column ends and that of the next one begins. */
  private int end(String line, int column) throws MalformedLine {
    int bar = bars.get(column + 1);
    if (isBlank(line, bar)) {
      return Math.min(bar, line.length());
    }
    boolean touchesLeft = !isBlank(line, bar - 1);
    boolean touchesRight = !isBlank(line, bar + 1);
    if (touchesLeft == touchesRight) {
      throw new MalformedLine(
          String.format(
              "the text under the bar at character %d belongs to %s or %s",
              bar + 1, columns.get(column).name(), columns.get(column + 1).name()));
    }
    return touchesLeft ? bar + 1 : bar;
  }

  /** The position where the text of the last column ends. No other text may follow. */
  private int lastEnd(String line) throws MalformedLine {
    int end = bars.get(columns.size());
    while (!isBlank(line, end)) {
      end++;
    }
    if (end < line.length() && !line.substring(end).isBlank()) {
      throw new MalformedLine("there is text after the last column");
    }
    return Math.min(end, line.length());
  }

  /** An empty field. A line may lack trailing spaces, but not a value. */
  private String blank(String line, int column) throws MalformedLine {
    TextColumn missing = columns.get(column);
    if (missing.type() != TextType.TEXT && line.length() <= bars.get(column)) {
      throw new MalformedLine("the line ends before the column " + missing.name());
    }
    return "";
  }

  private static boolean isBlank(String line, int at) {
    return at < 0 || at >= line.length() || line.charAt(at) <= ' ';
  }
}
