package allsky.spark.cli.options;

import allsky.UserError;
import java.util.Locale;

/** Refuses the value of an option that breaks a rule. */
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
}
