package allsky.spark.fetch.archive;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The rules for redirects of an archive. A redirect may lead to the same host and port, from http
 * to https there, and to hosts that the user named, but never from https to http.
 *
 * @param archive the origin of the archive
 * @param allowed other hosts
 */
record Redirects(HttpOrigin archive, List<RedirectHost> allowed) {

  /** The maximum number of redirects: more than any archive needs, fewer than browsers follow. */
  static final int MAX = 5;

  Redirects {
    allowed = List.copyOf(allowed);
  }

  /** True if the user and the password may be sent to this address. */
  boolean isArchive(URI uri) {
    return HttpOrigin.of(uri).isSameOrSafer(archive);
  }

  /**
   * The next address of a request.
   *
   * @param from the address that answered
   * @param location the header that names the next one (RFC 9110, 10.2.2)
   * @throws ArchiveFault if the redirect is not allowed
   */
  URI follow(URI from, Optional<String> location) throws ArchiveFault {
    URI next = resolved(from, location);
    HttpOrigin origin = HttpOrigin.of(next);
    if (HttpOrigin.of(from).isEncrypted() && !origin.isEncrypted()) {
      throw ArchiveFault.lasting(
          "the archive redirects from https to " + origin + ", which is not encrypted");
    }
    if (!isArchive(next) && allowed.stream().noneMatch(host -> host.matches(origin))) {
      throw ArchiveFault.lasting(
          "the archive redirects to "
              + origin
              + "; if you trust that host, add --allow-redirect-to "
              + origin.hostAndPort());
    }
    return next;
  }

  private static URI resolved(URI from, Optional<String> location) throws ArchiveFault {
    try {
      URI next = from.resolve(location.orElse(""));
      String scheme = String.valueOf(next.getScheme());
      if (!location.orElse("").isBlank()
          && next.getHost() != null
          && scheme.matches("(?i)https?")) {
        return withoutUser(next);
      }
    } catch (IllegalArgumentException e) {
      throw refused(location);
    }
    throw refused(location);
  }

  /** Removes user and password from an address, because those in a redirect are not the user's. */
  private static URI withoutUser(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(HttpOrigin.of(uri) + uri.getRawPath() + query);
  }

  private static ArchiveFault refused(Optional<String> location) {
    return ArchiveFault.lasting(
        "the archive redirects to an address that is not http or https: "
            + location.orElse("no" + " Location"));
  }
}
