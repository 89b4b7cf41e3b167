package allsky.spark.cli;

/** Words that a shell reads back as they were. */
final class ShellWords {

  private static final String PLAIN = "[A-Za-z0-9_./:,=+%@-]+";

  private ShellWords() {}

  /** An option with its value, such as {@code --where 'w1mpro < 15'}. */
  static String option(String name, String value) {
    // A word that begins with a hyphen may look like an option. One that begins with @ names a file
    // of options.
    return value.matches("(?s)[-@].*") ? quoted(name + "=" + value) : name + " " + quoted(value);
  }

  /** A word in quotes, if it needs them. */
  static String quoted(String word) {
    return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
