package allsky.spark.fetch.archive;

import allsky.Secrets;
import allsky.Sha256;
import allsky.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of an archive's folder. It may carry secrets: a user and a password, or a query such
 * as {@code ?token=...}. The text of this object never shows them.
 */
public final class BaseUrl {

  private static final Pattern HTTP = Pattern.compile("(?i)https?://.*", Pattern.DOTALL);

  private static final Pattern SLASHES = Pattern.compile("/+$");

  private final String url;

  private BaseUrl(String url) {
    this.url = url;
  }

  /** The address that a user gave; it is checked when it is used. */
  public static BaseUrl of(String url) {
    return new BaseUrl(url);
  }

  /** True for an archive over HTTP; Hadoop reads the others. */
  public boolean isHttp() {
    return HTTP.matcher(url).matches();
  }

  /** The address with its secrets, for Hadoop. */
  String unmasked() {
    return url;
  }

  /**
   * The URI of a request to an HTTP archive. The query of this address comes first: {@code
   * https://host/data?token=t} and {@code 00/a.fits?size=66arcsec} make {@code
   * https://host/data/00/a.fits?token=t&size=66arcsec}. It has no user and password.
   *
   * @param path below the folder, perhaps with a query
   */
  URI request(String path) {
    URI base = uri();
    String[] words = path.split("\\?", 2);
    StringBuilder request = new StringBuilder(HttpOrigin.of(base).toString());
    request.append(SLASHES.matcher(base.getRawPath()).replaceFirst(""));
    request.append('/').append(words[0]);
    char before = '?';
    if (base.getRawQuery() != null) {
      request.append(before).append(base.getRawQuery());
      before = '&';
    }
    if (words.length > 1) {
      request.append(before).append(words[1]);
    }
    return URI.create(request.toString());
  }

  /** Scheme, host and port of an HTTP archive. */
  HttpOrigin origin() {
    return HttpOrigin.of(uri());
  }

  /** The value of the Authorization header, if there is a user (RFC 7617). */
  Optional<String> authorization() {
    String userInfo = uri().getRawUserInfo();
    if (userInfo == null || userInfo.isEmpty()) {
      return Optional.empty();
    }
    String[] words = userInfo.split(":", 2);
    String user = decoded(words[0]);
    if (user.contains(":")) {
      throw invalid("no colon in the user name");
    }
    String password = words.length > 1 ? decoded(words[1]) : "";
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  /** A folder name for this archive. It does not depend on the password or token. */
  public String folderName() {
    byte[] digest =
        Sha256.start().digest(Secrets.maskedByName(url).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  /** The address with {@value Secrets#MASK} for its secrets. */
  @Override
  public String toString() {
    return Secrets.maskedValue(url);
  }

  private URI uri() {
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null) {
        throw invalid(
            "a URL with a host; in a password write @ : / ? # % as %40 %3A %2F %3F %23 %25");
      }
      if (uri.getPort() > 65535) {
        throw invalid("port 1 to 65535");
      }
      if (uri.getRawFragment() != null) {
        throw invalid("without #");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw invalid(e.getReason());
    }
  }

  private UserError invalid(String rule) {
    return new UserError("Invalid --base-url (" + rule + "): " + this);
  }

  /** Decodes percent-encoding only; a plus sign is unchanged. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
