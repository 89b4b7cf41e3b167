package allsky.metrics.prior;

import allsky.UserError;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a {@link PriorTable} from CSV with the columns {@value #HEAD}. Lines that begin with # and
 * empty lines are skipped. An edge of W1 may be {@code inf} or {@code -inf}. Both edges of W1 are
 * empty in a row for sources without W1. The last three columns are fractions or counts: each row
 * is divided by its sum.
 */
public final class PriorTableCsv {

  /** The columns, in this order. */
  public static final String HEAD = "w1_min,w1_max,abs_glat_min,abs_glat_max,star,galaxy,qso";

  /** More rows would make the search for a cell slow. */
  public static final int MAX_ROWS = 1000;

  private static final List<SourceClass> CLASSES =
      List.of(SourceClass.STAR, SourceClass.GALAXY, SourceClass.QSO);

  private PriorTableCsv() {}

  /**
   * Parses a text.
   *
   * @param origin the path of the file, for messages
   * @throws UserError that names the line and the rule
   */
  public static PriorTable parse(String origin, String text) {
    List<PriorCell> cells = new ArrayList<>();
    boolean hasHead = false;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      if (hasHead) {
        cells.add(cell(origin, number, stripped));
      } else if (stripped.toLowerCase(Locale.ROOT).replace(" ", "").equals(HEAD)) {
        hasHead = true;
      } else {
        throw invalid(origin, number, "the first line must be " + HEAD);
      }
      if (cells.size() > MAX_ROWS) {
        throw invalid(origin, number, "it has more than " + MAX_ROWS + " rows");
      }
    }
    try {
      return new PriorTable(cells);
    } catch (IllegalArgumentException e) {
      throw new UserError("Cannot use --priors " + origin + ": " + e.getMessage(), e);
    }
  }

  private static PriorCell cell(String origin, int line, String text) {
    String[] fields = text.split(",", -1);
    if (fields.length != HEAD.split(",").length) {
      throw invalid(origin, line, "it must have the columns " + HEAD);
    }
    try {
      return new PriorCell(
          edge(fields[0]), edge(fields[1]), number(fields[2]), number(fields[3]), priors(fields));
    } catch (IllegalArgumentException e) {
      String reason =
          e instanceof NumberFormatException ? "a value is not a number" : e.getMessage();
      throw new UserError(message(origin, line, reason), e);
    }
  }

  private static ClassPriors priors(String[] fields) {
    Map<SourceClass, Double> amounts = new EnumMap<>(SourceClass.class);
    double sum = 0;
    for (int i = 0; i < CLASSES.size(); i++) {
      double amount = number(fields[4 + i]);
      if (!(amount >= 0)) {
        throw new IllegalArgumentException("Invalid fraction (0 or more): " + amount);
      }
      amounts.put(CLASSES.get(i), amount);
      sum += amount;
    }
    if (!(sum > 0 && Double.isFinite(sum))) {
      throw new IllegalArgumentException("Invalid fractions (at least one above 0): sum " + sum);
    }
    return ClassPriors.of(amounts);
  }

  private static double edge(String field) {
    return switch (field.strip().toLowerCase(Locale.ROOT)) {
      case "" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> number(field);
    };
  }

  private static double number(String field) {
    double value = Double.parseDouble(field.strip());
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(field);
    }
    return value;
  }

  private static UserError invalid(String origin, int line, String reason) {
    return new UserError(message(origin, line, reason));
  }

  private static String message(String origin, int line, String reason) {
    return "Cannot use --priors %s, line %d: %s".formatted(origin, line, reason);
  }
}
