package allsky.spark.fetch.archive;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A host that an archive may redirect to.
 *
 * @param host host name in lower case
 * @param port 1 to 65535, or -1 for the default port of the scheme
 */
public record RedirectHost(String host, int port) {

  /**
   * Reads {@code HOST} or {@code HOST:PORT}.
   *
   * @throws IllegalArgumentException for anything else, such as a URL
   */
  public static RedirectHost parse(String text) {
    try {
      URI uri = new URI("http://" + text);
      boolean plain = uri.getHost() != null && text.equals(uri.getRawAuthority());
      if (plain && uri.getRawUserInfo() == null && !text.endsWith(":") && uri.getPort() <= 65535) {
        return new RedirectHost(uri.getHost().toLowerCase(Locale.ROOT), uri.getPort());
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
    throw new IllegalArgumentException(text);
  }

  boolean matches(HttpOrigin origin) {
    int wanted = port < 0 ? HttpOrigin.defaultPort(origin.scheme()) : port;
    return host.equals(origin.host()) && wanted == origin.port();
  }
}
