package allsky.spark.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides lines of text into SQL statements at the semicolons that are neither in quotes nor in
 * comments. Add lines one by one; each call returns the statements that are complete.
 */
public final class SqlStatements {

  private final StringBuilder open = new StringBuilder();

  /** Adds a line and returns the statements that it completes, without their semicolons. */
  public List<String> add(String line) {
    open.append(line).append('\n');
    List<String> complete = new ArrayList<>();
    for (int end = end(open); end < open.length(); end = end(open)) {
      keepIfAny(open.substring(0, end), complete);
      open.delete(0, end + 1);
    }
    return complete;
  }

  /** The last statement, which needs no semicolon; empty if there is none. */
  public List<String> rest() {
    List<String> complete = new ArrayList<>();
    keepIfAny(open.toString(), complete);
    open.setLength(0);
    return complete;
  }

  /** True while a statement has begun but has no semicolon yet. */
  public boolean isOpen() {
    return !withoutComments(open.toString()).isBlank();
  }

  private static void keepIfAny(String statement, List<String> complete) {
    if (!withoutComments(statement).isBlank()) {
      complete.add(statement.strip());
    }
  }

  /** The position of the first statement's semicolon, or the length of the text. */
  private static int end(CharSequence text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) != ';') {
      at = afterToken(text, at);
    }
    return Math.min(at, text.length());
  }

  private static String withoutComments(String text) {
    StringBuilder kept = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int next = Math.min(afterToken(text, at), text.length());
      if (!isComment(text, at)) {
        kept.append(text, at, next);
      }
      at = next;
    }
    return kept.toString();
  }

  /** The position after the quoted text, the comment or the single character at a position. */
  private static int afterToken(CharSequence text, int at) {
    char first = text.charAt(at);
    if (first == '\'' || first == '"' || first == '`') {
      return afterQuote(text, at, first);
    }
    if (isComment(text, at)) {
      return first == '-' ? after(text, "\n", at) : after(text, "*/", at + 2);
    }
    return at + 1;
  }

  private static boolean isComment(CharSequence text, int at) {
    char first = text.charAt(at);
    char second = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    return (first == '-' && second == '-') || (first == '/' && second == '*');
  }

  private static int afterQuote(CharSequence text, int at, char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && quote != '`') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return text.length();
  }

  private static int after(CharSequence text, String mark, int from) {
    int found = text.toString().indexOf(mark, from);
    return found < 0 ? text.length() : found + mark.length();
  }
}
