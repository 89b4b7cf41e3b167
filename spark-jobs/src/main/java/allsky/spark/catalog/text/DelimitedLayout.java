package allsky.spark.catalog.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The layout of lines with separated fields. A quoted field may contain the separator and doubled
 * quotes (RFC 4180, but without line breaks inside a field). Lines that begin with # are comments
 * only above the header, because RFC 4180 has no comments. A separator at the end of a line does
 * not begin another field.
 *
 * @param headerLine the line with the column names; empty if the files have none
 */
public record DelimitedLayout(List<TextColumn> columns, char separator, String headerLine)
    implements LineLayout {

  @Override
  public boolean isHead(String line) {
    return isComment(line);
  }

  /** True for a comment above the header. Below the header a text such as #4 is a value. */
  public static boolean isComment(String line) {
    return line.stripLeading().startsWith("#");
  }

  @Override
  public boolean hasHeaderLine() {
    return !headerLine.isEmpty();
  }

  @Override
  public String[] fields(String line) throws MalformedLine {
    if (line.equals(headerLine)) {
      throw new MalformedLine("it repeats the header line");
    }
    List<String> fields = split(line, separator);
    int count = fields.size();
    if (count == columns.size() + 1 && fields.get(count - 1).isEmpty()) {
      fields.remove(count - 1);
    } else if (count != columns.size()) {
      throw new MalformedLine(
          count + (count == 1 ? " field" : " fields") + " instead of " + columns.size());
    }
    return fields.toArray(new String[0]);
  }

  /** The same layout with a type for each column, by its number from 0. */
  public DelimitedLayout withTypes(IntFunction<TextType> types) {
    List<TextColumn> typed = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      typed.add(columns.get(i).withType(types.apply(i)));
    }
    return new DelimitedLayout(List.copyOf(typed), separator, headerLine);
  }

  /** The fields of a line, without quotes and surrounding spaces. */
  static List<String> split(String line, char separator) throws MalformedLine {
    boolean quotes = line.indexOf('"') >= 0;
    List<String> fields = new ArrayList<>();
    int from = 0;
    while (true) {
      int end = line.indexOf(separator, from);
      if (quotes && isQuoted(line, from, end)) {
        int close = closingQuote(line, line.indexOf('"', from));
        end = line.indexOf(separator, close);
      }
      String field = line.substring(from, end < 0 ? line.length() : end).strip();
      fields.add(quotes ? unquoted(field) : field);
      if (end < 0) {
        return fields;
      }
      from = end + 1;
    }
  }

  /** True if the first character of a field, after spaces, is a quote. */
  private static boolean isQuoted(String line, int from, int end) {
    int quote = line.indexOf('"', from);
    return quote >= 0 && (end < 0 || quote < end) && line.substring(from, quote).isBlank();
  }

  private static int closingQuote(String line, int open) throws MalformedLine {
    int close = line.indexOf('"', open + 1);
    while (close >= 0 && close + 1 < line.length() && line.charAt(close + 1) == '"') {
      close = line.indexOf('"', close + 2);
    }
    if (close < 0) {
      throw new MalformedLine("a quoted field has no closing quote");
    }
    return close;
  }

  private static String unquoted(String field) {
    boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
    return quoted ? field.substring(1, field.length() - 1).replace("\"\"", "\"").strip() : field;
  }
}
