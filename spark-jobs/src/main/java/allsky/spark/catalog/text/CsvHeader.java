package allsky.spark.catalog.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The header line of a CSV file: the column names and the separator.
 *
 * @param names one for each column; a second column with the same name, ignoring case, gets the
 *     suffix _2
 * @param numbered the names that got such a suffix
 */
public record CsvHeader(String line, char separator, List<String> names, List<String> numbered) {

  private static final String SEPARATORS = ",\t;|";

  /** Texts that mean null in CSV files of SkyServer, databases and pandas. */
  private static final Set<String> NULLS = Set.of("null", "NULL", "\\N");

  /**
   * Parses the first line of a file that is not a comment.
   *
   * @throws IllegalArgumentException if it has no column names; the message is for the user
   */
  public static CsvHeader of(String line) {
    char separator = separator(line);
    List<String> names;
    try {
      names = DelimitedLayout.split(line, separator);
    } catch (MalformedLine e) {
      throw new IllegalArgumentException("its first line is not a header: " + e.getMessage(), e);
    }
    if (names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    if (names.stream().anyMatch(NumberText::isNumber)) {
      throw new IllegalArgumentException(
          "its first line has numbers; a CSV file begins with column names, such as ra,dec");
    }
    List<String> distinct = distinct(names);
    return new CsvHeader(line, separator, distinct, numbered(names, distinct));
  }

  private static List<String> numbered(List<String> names, List<String> distinct) {
    return IntStream.range(0, names.size())
        .filter(i -> !names.get(i).isEmpty() && !names.get(i).equals(distinct.get(i)))
        .mapToObj(distinct::get)
        .toList();
  }

  /** The separator that occurs most often in the line. */
  private static char separator(String line) {
    int best = -1;
    long most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      int candidate = SEPARATORS.charAt(i);
      long count = line.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException(
          "its first line has no comma, tab, semicolon or bar, so it is not CSV");
    }
    return (char) best;
  }

  /**
   * The names made unique with the suffixes _2, _3 ...; an empty name becomes the column's number.
   */
  public static List<String> distinct(List<String> names) {
    List<String> distinct = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String base = name.isEmpty() ? "column" + (distinct.size() + 1) : name;
      String free = base;
      for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
        free = base + "_" + i;
      }
      distinct.add(free);
    }
    return List.copyOf(distinct);
  }

  /** The layout before the types are known: every column is text. */
  public DelimitedLayout layout() {
    return new DelimitedLayout(
        names.stream().map(name -> new TextColumn(name, TextType.TEXT, "", NULLS)).toList(),
        separator,
        line);
  }

  /** The name of the separator for users. */
  public String separatorTitle() {
    return switch (separator) {
      case '\t' -> "tabs";
      case ';' -> "semicolons";
      case '|' -> "bars";
      default -> "commas";
    };
  }
}
