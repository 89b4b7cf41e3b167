package allsky;

import java.util.regex.Pattern;

/**
 * A mistake in the user's data or options. Its message is one line that names the file, row or
 * option and says what to do. The command line prints it without a stack trace and exits with 1.
 * The constructor masks secrets, replaces line breaks and other control characters by blanks, and
 * cuts the message after 2,000 characters.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A name from a damaged file can be very long. */
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
