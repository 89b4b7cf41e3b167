package allsky;

/**
 * A mistake in the user's data or options. Its message is one line that names the file, row or
 * option and says what to do; the command line prints it without a stack trace and exits with 1.
 * Secrets in the message are masked.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(Secrets.masked(message));
  }

  public UserError(String message, Throwable cause) {
    super(Secrets.masked(message), cause);
  }
}
