package allsky.spark.fetch.archive;

import java.net.URI;
import java.util.Locale;

/**
 * The origin of an HTTP address (RFC 6454). Its text is for example {@code https://host:8443}; the
 * default port of the scheme is omitted.
 *
 * @param scheme http or https
 * @param host in lower case
 * @param port 1 to 65535
 */
record HttpOrigin(String scheme, String host, int port) {

  static final String HTTP = "http";
  static final String HTTPS = "https";

  /** The origin of a URI that has a scheme and a host. */
  static HttpOrigin of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return new HttpOrigin(scheme, host, uri.getPort() < 0 ? defaultPort(scheme) : uri.getPort());
  }

  static int defaultPort(String scheme) {
    return scheme.equals(HTTPS) ? 443 : 80;
  }

  boolean isEncrypted() {
    return scheme.equals(HTTPS);
  }

  /** True for the same host and port, or if http became https on the same or the default port. */
  boolean isSameOrSafer(HttpOrigin other) {
    boolean safer =
        isEncrypted() && !other.isEncrypted() && host.equals(other.host) && isPortOf(other);
    return equals(other) || safer;
  }

  private boolean isPortOf(HttpOrigin other) {
    return port == other.port || (port == defaultPort(HTTPS) && other.port == defaultPort(HTTP));
  }

  /** Such as {@code host:8443}; the default port of the scheme is omitted. */
  String hostAndPort() {
    return port == defaultPort(scheme) ? host : host + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + hostAndPort();
  }
}
