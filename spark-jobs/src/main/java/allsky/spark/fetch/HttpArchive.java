package allsky.spark.fetch;

import allsky.UserError;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An archive that is asked over HTTP; redirects are followed, but not from https to http. */
final class HttpArchive implements ImageArchive {

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private final String baseUrl;
  private final Duration stallTimeout;
  private final String userAgent;
  private final HttpClient client;

  HttpArchive(String baseUrl, Manners manners, String userAgent) {
    this.baseUrl = requireHost(baseUrl.replaceFirst("/+$", ""));
    this.stallTimeout = manners.stallTimeout();
    this.userAgent = userAgent;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(manners.connectTimeout())
            .build();
  }

  @Override
  public Bytes open(String path, long offset, String version) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/" + path))
            .header("User-Agent", userAgent)
            .timeout(stallTimeout);
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
      if (version != null) {
        request.header("If-Range", version);
      }
    }
    HttpResponse<InputStream> response = send(request.build());
    return switch (response.statusCode()) {
      case 200 ->
          bytes(response, 0, response.headers().firstValueAsLong("content-length").orElse(-1));
      case 206 -> rest(response, offset);
      default -> throw refusal(response);
    };
  }

  private static String requireHost(String baseUrl) {
    String host;
    try {
      host = URI.create(baseUrl).getHost();
    } catch (IllegalArgumentException e) {
      throw new UserError("Invalid --base-url (" + e.getMessage() + "): " + baseUrl, e);
    }
    if (host == null) {
      throw new UserError("Invalid --base-url (a URL with a host): " + baseUrl);
    }
    return baseUrl;
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new IOException("cannot connect to " + request.uri().getAuthority(), e);
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
      throw ArchiveFault.stale("asked for the bytes from " + offset + ", was sent: " + range);
    }
    String total = matcher.group(2);
    return bytes(response, offset, total.equals("*") ? -1 : Long.parseLong(total));
  }

  private Bytes bytes(HttpResponse<InputStream> response, long offset, long total) {
    return new Bytes(
        new StallGuard(response.body(), stallTimeout), offset, total, version(response.headers()));
  }

  /** What If-Range takes: a strong ETag, else the time of the last change (RFC 9110, 13.1.5). */
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
    Optional<String> location = response.headers().firstValue("location");
    String said = "HTTP " + status + location.map(there -> " to " + there).orElse("");
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
