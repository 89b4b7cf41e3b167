package allsky.spark.cli.options;

import allsky.UserError;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Locale;

/** Checks the values of options. */
public final class OptionCheck {

  private OptionCheck() {}

  /**
   * Throws unless a rule holds.
   *
   * @param format the message for {@link String#format}, with the option, the rule and the value
   * @throws UserError with that message where the rule does not hold
   */
  public static void check(boolean holds, String format, Object... values) {
    if (!holds) {
      throw new UserError(String.format(Locale.ROOT, format, values));
    }
  }

  /**
   * The bands that a value of an option names, such as {@code W1,W2,W3} or {@code W1W2W3}.
   *
   * @throws UserError if a name is not known or repeated
   */
  static List<Band> bands(String option, String names) {
    try {
      return Band.ofNames(names);
    } catch (IllegalArgumentException e) {
      throw new UserError("Invalid " + option + " " + names + ": " + e.getMessage(), e);
    }
  }

  /**
   * The class that a value of an option names.
   *
   * @throws UserError if it is none
   */
  static SourceClass sourceClass(String option, String name) {
    return SourceClass.ofName(name)
        .orElseThrow(() -> new UserError("Invalid " + option + " (STAR, GALAXY or QSO): " + name));
  }
}
