package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.fetch.FetchSetup;
import allsky.spark.fetch.archive.BaseUrl;
import allsky.spark.fetch.archive.RedirectHost;
import allsky.spark.fetch.archive.RequestPolicy;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that say from where images are fetched, and how politely. */
public final class ArchiveOptions {

  @Option(
      names = "--base-url",
      defaultValue = "https://irsa.ipac.caltech.edu/ibe/data/wise/allwise/p3am_cdd",
      paramLabel = "URL",
      converter = BaseUrlConverter.class,
      description =
          "The archive's folder: http or https, or a path of any Hadoop file system (s3a:, hdfs:,"
              + " file:). https://USER:PASSWORD@HOST/... is sent as HTTP Basic credentials (write"
              + " @ : / as %%40 %%3A %%2F); a query, such as ?token=..., is sent with each request."
              + " Both are masked in all that is printed and stored.")
  public BaseUrl baseUrl;

  @Option(
      names = "--allow-redirect-to",
      paramLabel = "HOST[:PORT]",
      description =
          "Follow the archive's redirects to this host too; repeatable. Without it, redirects are"
              + " followed to the archive's own host and port only, user and password never go"
              + " elsewhere.")
  private List<String> redirectHosts;

  @Option(
      names = "--connections",
      defaultValue = "4",
      paramLabel = "N",
      description = "Files fetched at the same time, 1 to 64.")
  private int connections;

  @Option(
      names = "--pause-ms",
      defaultValue = "250",
      paramLabel = "MS",
      description = "Milliseconds from the start of a request to that of the next.")
  private long pauseMs;

  @Option(
      names = "--attempts",
      defaultValue = "6",
      paramLabel = "N",
      description = "Requests in a row that bring nothing of a file before it counts as missing.")
  private int attempts;

  @Option(
      names = "--retry-ms",
      defaultValue = "1000",
      paramLabel = "MS",
      description = "Wait before the second attempt; each further one doubles it.")
  private long retryMs;

  @Option(
      names = "--longest-wait-ms",
      defaultValue = "300000",
      paramLabel = "MS",
      description =
          "Longest wait between attempts. A file for which the archive asks for more (Retry-After)"
              + " counts as missing.")
  private long longestWaitMs;

  @Option(
      names = "--connect-timeout-ms",
      defaultValue = "20000",
      paramLabel = "MS",
      description = "How long a connection may take.")
  private long connectTimeoutMs;

  @Option(
      names = "--stall-timeout-ms",
      defaultValue = "60000",
      paramLabel = "MS",
      description = "How long an answer, or its next byte, may take.")
  private long stallTimeoutMs;

  @Option(
      names = "--file-timeout-ms",
      defaultValue = "3600000",
      paramLabel = "MS",
      description =
          "How long one file may take. What has come of it is kept for the next run, the file counts"
              + " as missing.")
  private long fileTimeoutMs;

  @Option(
      names = "--md5",
      description = "Compare each file with the .md5 file that the archive keeps beside it.")
  boolean md5;

  /** The hosts, beside its own, that the archive may redirect to. */
  public List<RedirectHost> redirects() {
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

  public RequestPolicy manners() {
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

  public FetchSetup.Sums sums() {
    return md5 ? FetchSetup.Sums.MD5 : FetchSetup.Sums.NONE;
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
