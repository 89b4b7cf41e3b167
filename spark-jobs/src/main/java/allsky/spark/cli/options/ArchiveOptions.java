package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.fetch.DownloadCache;
import allsky.spark.fetch.DownloadTarget;
import allsky.spark.fetch.FetchPlan;
import allsky.spark.fetch.FetchSetup;
import allsky.spark.fetch.FetchSummary;
import allsky.spark.fetch.TileFetch;
import allsky.spark.fetch.archive.BaseUrl;
import allsky.spark.fetch.archive.ImageArchive;
import allsky.spark.fetch.archive.RedirectHost;
import allsky.spark.fetch.archive.RequestPolicy;
import allsky.spark.output.RunIdentity;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that name the image archive and set how it is asked. */
@Heading.Under(Heading.DOWNLOAD)
public final class ArchiveOptions {

  /** The AllWISE Atlas at IRSA. */
  public static final String IRSA = "https://irsa.ipac.caltech.edu/ibe/data/wise/allwise/p3am_cdd";

  @Option(
      names = "--base-url",
      defaultValue = IRSA,
      paramLabel = "URL",
      converter = BaseUrlConverter.class,
      description =
          "Address of the image archive: http, https, or a folder on a Hadoop file system "
              + "(s3a:, hdfs:, file:). A user and password in the address "
              + "(https://USER:PASSWORD@HOST/...) are sent as HTTP Basic credentials; write @ : "
              + "/ in them as %%40 %%3A %%2F. A query, such as ?token=..., is sent with each "
              + "request. Password and query are masked in logs and files.")
  public BaseUrl baseUrl;

  @Option(
      names = "--allow-redirect-to",
      paramLabel = "HOST[:PORT]",
      description =
          "Also follow redirects to this host. You can repeat this option. By default, "
              + "redirects are followed only to the host and port of the archive. User and "
              + "password are never sent to another host.")
  private List<String> redirectHosts;

  @Option(
      names = "--connections",
      defaultValue = "4",
      paramLabel = "N",
      description = "Number of files to download at the same time, 1 to 64.")
  private int connections;

  @Option(
      names = "--pause-ms",
      defaultValue = "250",
      paramLabel = "MS",
      description = "Minimum time between the starts of two requests, in milliseconds.")
  private long pauseMs;

  @Option(
      names = "--attempts",
      defaultValue = "6",
      paramLabel = "N",
      description =
          "Maximum number of consecutive requests that bring no new data of a file. "
              + "After that, the file is reported as missing.")
  private int attempts;

  @Option(
      names = "--retry-ms",
      defaultValue = "1000",
      paramLabel = "MS",
      description =
          "Wait before the second attempt, in milliseconds. The wait doubles with each "
              + "further attempt.")
  private long retryMs;

  @Option(
      names = "--longest-wait-ms",
      defaultValue = "300000",
      paramLabel = "MS",
      description =
          "Maximum wait between attempts, in milliseconds. If the archive asks for a "
              + "longer wait (Retry-After), the file is reported as missing.")
  private long longestWaitMs;

  @Option(
      names = "--connect-timeout-ms",
      defaultValue = "20000",
      paramLabel = "MS",
      description = "Timeout for opening a connection, in milliseconds.")
  private long connectTimeoutMs;

  @Option(
      names = "--stall-timeout-ms",
      defaultValue = "60000",
      paramLabel = "MS",
      description = "Maximum wait for a response, or for its next byte, in milliseconds.")
  private long stallTimeoutMs;

  @Option(
      names = "--file-timeout-ms",
      defaultValue = "3600000",
      paramLabel = "MS",
      description =
          "Maximum time for one file, in milliseconds. After that, the file is reported "
              + "as missing. The partial download is kept for the next run.")
  private long fileTimeoutMs;

  @Option(names = "--md5", description = "Check each file against the .md5 file of the archive.")
  boolean md5;

  @Option(
      names = "--spool",
      defaultValue = "${sys:allsky.tmpdir:-${sys:java.io.tmpdir}}/allsky-${sys:user.name}",
      paramLabel = "DIR",
      description =
          "Local folder for partial downloads. It needs 67 MB per connection. It must "
              + "belong to you and must not be a link.")
  private String cacheFolder;

  /**
   * @throws UserError if an option is invalid
   */
  void check() {
    policy();
    redirects();
  }

  /**
   * The archive.
   *
   * @param version of allsky, which is sent with each request
   */
  public ImageArchive archive(String version, Configuration hadoop) {
    return ImageArchive.at(baseUrl, redirects(), policy(), version, hadoop);
  }

  /** Downloads the images of a plan to a folder. */
  public FetchSummary fetch(FetchPlan plan, ImageArchive from, DownloadTarget to, RunIdentity run) {
    FetchSetup.Sums sums = md5 ? FetchSetup.Sums.MD5 : FetchSetup.Sums.NONE;
    try (DownloadCache cache = DownloadCache.open(cacheFolder, baseUrl)) {
      return new TileFetch(new FetchSetup(from, to, cache, policy(), sums)).run(plan, run);
    }
  }

  /** True if the archive can cut squares out of its images, and they need no checksum. */
  boolean cutsSquares() {
    return baseUrl.isHttp() && !md5;
  }

  /** The minimum time between two requests. */
  public Duration pause() {
    return policy().pause();
  }

  private List<RedirectHost> redirects() {
    return redirectHosts == null
        ? List.of()
        : redirectHosts.stream().map(ArchiveOptions::redirectHost).toList();
  }

  private static RedirectHost redirectHost(String text) {
    try {
      return RedirectHost.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UserError("Invalid --allow-redirect-to (HOST or HOST:PORT): " + text, e);
    }
  }

  private RequestPolicy policy() {
    requireWithin("--connections", connections, 1, 64);
    requireWithin("--attempts", attempts, 1, 1000);
    return new RequestPolicy(
        connections,
        milliseconds("--pause-ms", pauseMs, 0),
        attempts,
        milliseconds("--retry-ms", retryMs, 0),
        milliseconds("--longest-wait-ms", longestWaitMs, 0),
        milliseconds("--connect-timeout-ms", connectTimeoutMs, 1),
        milliseconds("--stall-timeout-ms", stallTimeoutMs, 1),
        milliseconds("--file-timeout-ms", fileTimeoutMs, 1));
  }

  /** Tells picocli how a base URL is read; never fails. */
  static final class BaseUrlConverter implements ITypeConverter<BaseUrl> {
    @Override
    public BaseUrl convert(String value) {
      return BaseUrl.of(value);
    }
  }

  private static Duration milliseconds(String option, long value, long least) {
    requireWithin(option, value, least, Duration.ofDays(1).toMillis());
    return Duration.ofMillis(value);
  }

  private static void requireWithin(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new UserError("Invalid " + option + " (" + least + " to " + most + "): " + value);
    }
  }
}
