package allsky;

import java.util.regex.Pattern;

/**
 * A mistake in the user's data or options. Its message is one line that names the file, row or
 * option and says what to do; the command line prints it without a stack trace and exits with 1.
 * Secrets in the message are masked, line breaks and other control characters become blanks, and
 * what is longer than 2,000 characters is cut.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What a damaged file holds in the place of a name may be very long. */
  private static final int MAX_LENGTH = 2000;

  private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  public UserError(String message) {
    super(oneLine(message));
  }

  public UserError(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    String line = LINE_BREAKS.matcher(Secrets.masked(message)).replaceAll(" ").strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
  }
}
