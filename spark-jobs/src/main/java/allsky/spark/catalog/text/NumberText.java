package allsky.spark.catalog.text;

import java.util.Locale;

/**
 * Parses numbers as archives write them. It is stricter than Java's parser, which accepts 1d and
 * 0x1p3.
 */
public final class NumberText {

  private NumberText() {}

  /** True for digits with or without a sign. */
  public static boolean isInteger(String text) {
    int start = afterSign(text, 0);
    return start < text.length() && afterDigits(text, start) == text.length();
  }

  /** True for a decimal number with or without an exponent, and for NaN and infinity. */
  public static boolean isNumber(String text) {
    int start = afterSign(text, 0);
    int integerEnd = afterDigits(text, start);
    int end =
        integerEnd < text.length() && text.charAt(integerEnd) == '.'
            ? afterDigits(text, integerEnd + 1)
            : integerEnd;
    boolean hasDigits = integerEnd > start || end > integerEnd + 1;
    return hasDigits ? isExponent(text, end) : isWord(text.substring(start));
  }

  /** The value of a text that {@link #isNumber}. */
  public static double parse(String text) {
    int start = afterSign(text, 0);
    char first = text.charAt(start);
    if (first == '.' || (first >= '0' && first <= '9')) {
      return Double.parseDouble(text);
    }
    double value =
        text.regionMatches(true, start, "nan", 0, 3) ? Double.NaN : Double.POSITIVE_INFINITY;
    return text.charAt(0) == '-' ? -value : value;
  }

  private static boolean isWord(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "nan", "inf", "infinity" -> true;
      default -> false;
    };
  }

  private static boolean isExponent(String text, int at) {
    if (at == text.length()) {
      return true;
    }
    int start = afterSign(text, at + 1);
    return (text.charAt(at) | 0x20) == 'e'
        && start < text.length()
        && afterDigits(text, start) == text.length();
  }

  private static int afterSign(String text, int at) {
    boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return sign ? at + 1 : at;
  }

  private static int afterDigits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
