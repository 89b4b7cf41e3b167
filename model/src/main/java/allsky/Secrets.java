package allsky;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the secrets in URLs and paths: users and passwords ({@code https://user:password@host}),
 * and values of queries ({@code ?token=...}, signed URLs).
 *
 * <p>It may mask harmless values of a query too: no rule can know which value is a secret.
 */
public final class Secrets {

  /** The text that replaces a secret. */
  public static final String MASK = "***";

  private static final String SCHEME = "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://";

  /** The user information: up to the last @ before the path (RFC 3986, 3.2.1). */
  private static final Pattern USER_INFO = Pattern.compile(SCHEME + "(?<user>[^\\s/?#]*)@");

  /**
   * A password that is not percent-encoded. The text after the colon is not a port, so the password
   * ends at the last @, even if that follows a slash or a question mark.
   */
  private static final Pattern UNENCODED_PASSWORD =
      Pattern.compile(
          SCHEME + "(?<user>[^\\s/?#:@\\[\\]]*:(?!\\d*(?:[/?#,;.:)\\]}\"']|\\s|$))\\S*)@");

  /** The same for a value that is one URL: spaces belong to the password. */
  private static final Pattern UNENCODED_WITH_SPACES =
      Pattern.compile(
          "^" + SCHEME + "(?<user>[^/?#:@\\[\\]]*:(?!\\d*(?:[/?#]|$)).*)@", Pattern.DOTALL);

  /** {@code user:password@host} without a scheme. */
  private static final Pattern NO_SCHEME =
      Pattern.compile("(?<![\\w/:.@+*-])[^\\s/:@\"'<>,=(]+:(?![/\\s])[^\\s/@]+@(?=[\\w\\[])");

  /** In these schemes the user is the name of a container, not a secret. */
  private static final Pattern CONTAINER_SCHEME = Pattern.compile("(?i)abfss?|wasbs?");

  private static final Pattern HTTP_QUERY =
      Pattern.compile("(?i)(?<base>https?://[^\\s\"'<>?#]*)(?<query>[?#][^\\s\"'<>]*)");

  /** A value in a query or a fragment, with or without a name. */
  private static final Pattern QUERY_VALUE =
      Pattern.compile("(?<name>[?&;#](?:[^=&;#?]*=)?)[^&;#]*?(?<end>[:,.)]*(?=$|[&;#]))");

  /** A value whose name says that it is a secret, anywhere in a path. */
  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          "(?i)(?<name>[?&;][\\w.-]*(?:token|secret|passw|pwd|signature|credential|key|sig|auth"
              + "|session|jwt)[\\w.-]*=)"
              + "[^\\s&;#\"'<>]*?(?<end>[:,.)]*(?=$|[\\s&;#\"'<>]))");

  private Secrets() {}

  /** A text for people, such as a message, with all secrets in its URLs masked. */
  public static String masked(String text) {
    return maskedByName(HTTP_QUERY.matcher(withoutUsers(text)).replaceAll(Secrets::maskedQuery));
  }

  /** The same, but in queries only the values whose names say that they are secrets. */
  public static String maskedByName(String text) {
    return replaced(NAMED_SECRET, withoutUsers(text), "${name}" + MASK + "${end}");
  }

  /** A value that may be one URL, such as the value of an option, with its secrets masked. */
  public static String maskedValue(String value) {
    return masked(replaced(UNENCODED_WITH_SPACES, value, "${scheme}://" + MASK + "@"));
  }

  /** True for a URL or path that has a user and a password, or an S3 key. */
  public static boolean containsPassword(String value) {
    if (UNENCODED_WITH_SPACES.matcher(value).find() || UNENCODED_PASSWORD.matcher(value).find()) {
      return true;
    }
    Matcher matcher = USER_INFO.matcher(value);
    return matcher.find()
        && (matcher.group("user").contains(":")
            || matcher.group("scheme").toLowerCase(Locale.ROOT).startsWith("s3"));
  }

  private static String withoutUsers(String text) {
    String encoded = replaced(UNENCODED_PASSWORD, text, "${scheme}://" + MASK + "@");
    String users = USER_INFO.matcher(encoded).replaceAll(Secrets::maskedUser);
    return replaced(NO_SCHEME, users, MASK + "@");
  }

  private static String maskedUser(MatchResult url) {
    String scheme = url.group(1);
    String user = url.group(2);
    boolean container = CONTAINER_SCHEME.matcher(scheme).matches() && !user.contains(":");
    return Matcher.quoteReplacement(scheme + "://" + (container ? user : MASK) + "@");
  }

  private static String maskedQuery(MatchResult url) {
    String query = replaced(QUERY_VALUE, url.group(2), "${name}" + MASK + "${end}");
    return Matcher.quoteReplacement(url.group(1) + query);
  }

  private static String replaced(Pattern pattern, String text, String replacement) {
    return pattern.matcher(text).replaceAll(replacement);
  }
}
