package allsky.spark.fetch.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An archive over HTTP. {@link Redirects} decides which redirects are followed. */
final class HttpArchive implements ImageArchive {

  /** Status codes for a different address of the same file (RFC 9110, 15.4). */
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private static final String UNAUTHORIZED =
      ": the archive requires a valid user and password; give them in --base-url"
          + " https://USER:PASSWORD@HOST/...";

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

  private final BaseUrl baseUrl;
  private final Redirects redirects;
  private final Optional<String> authorization;
  private final Duration stallTimeout;
  private final String userAgent;
  private final HttpClient client;

  HttpArchive(BaseUrl baseUrl, List<RedirectHost> allowed, RequestPolicy policy, String userAgent) {
    this.baseUrl = baseUrl;
    this.redirects = new Redirects(baseUrl.origin(), allowed);
    this.authorization = baseUrl.authorization();
    this.stallTimeout = policy.stallTimeout();
    this.userAgent = userAgent;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(policy.connectTimeout())
            .build();
  }

  @Override
  public Bytes open(String path, long offset, String version) throws IOException {
    HttpResponse<InputStream> response = ask(baseUrl.request(path), offset, version);
    for (int followed = 0; REDIRECTS.contains(response.statusCode()); followed++) {
      response.body().close();
      if (followed == Redirects.MAX) {
        throw ArchiveFault.lasting("the archive redirects more than " + followed + " times");
      }
      URI next = redirects.follow(response.uri(), response.headers().firstValue("location"));
      response = ask(next, offset, version);
    }
    return switch (response.statusCode()) {
      case 200 -> bytes(response, 0, length(response));
      case 206 -> rest(response, offset);
      default -> throw refusal(response);
    };
  }

  /** The length that the archive gives, or -1 if it gives none. */
  private static long length(HttpResponse<InputStream> response) {
    return response
        .headers()
        .firstValue("content-length")
        .filter(length -> length.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(-1L);
  }

  private HttpResponse<InputStream> ask(URI uri, long offset, String version) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("User-Agent", userAgent).timeout(stallTimeout);
    if (redirects.isArchive(uri)) {
      authorization.ifPresent(credentials -> request.header("Authorization", credentials));
    }
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
      if (version != null) {
        request.header("If-Range", version);
      }
    }
    return send(request.build());
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new IOException("cannot connect to " + request.uri().getRawAuthority(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  private Bytes rest(HttpResponse<InputStream> response, long offset) throws IOException {
    String range = response.headers().firstValue("content-range").orElse("");
    Matcher matcher = CONTENT_RANGE.matcher(range);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != offset) {
      response.body().close();
      throw ArchiveFault.stale("requested the bytes from " + offset + ", but received: " + range);
    }
    String total = matcher.group(2);
    return bytes(response, offset, total.equals("*") ? -1 : Long.parseLong(total));
  }

  private Bytes bytes(HttpResponse<InputStream> response, long offset, long total) {
    return new Bytes(
        new ReadTimeoutStream(response.body(), stallTimeout),
        offset,
        total,
        version(response.headers()));
  }

  /**
   * The value for If-Range: a strong ETag, or else the time of the last change (RFC 9110, 13.1.5).
   */
  private static String version(HttpHeaders headers) {
    return headers
        .firstValue("etag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> headers.firstValue("last-modified"))
        .orElse(null);
  }

  private static ArchiveFault refusal(HttpResponse<InputStream> response) throws IOException {
    response.body().close();
    int status = response.statusCode();
    String said = "HTTP " + status + (status == 401 ? UNAUTHORIZED : "");
    if (status == 416) {
      return ArchiveFault.stale(said);
    }
    boolean mayPass = status >= 500 || status == 408 || status == 425 || status == 429;
    return mayPass
        ? ArchiveFault.passing(
            said,
            response
                .headers()
                .firstValue("retry-after")
                .map(HttpArchive::pause)
                .orElse(Duration.ZERO))
        : ArchiveFault.lasting(said);
  }

  /** Reads a Retry-After header: seconds, or a date (RFC 9110, 10.2.3). */
  static Duration pause(String retryAfter) {
    String value = retryAfter.trim();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant when = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), when);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }
}
