package allsky.spark.runtime;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Default settings of Hadoop's {@code s3a:}, unless the user sets them: the public bucket of the
 * WISE images is read without credentials, and requests to a service that does not respond fail
 * after seconds.
 */
public final class S3Defaults {

  /**
   * IRSA's bucket with the AllWISE Atlas below {@code wise/allwise/images/p3am_cdd}, in us-west-2.
   */
  static final String WISE_BUCKET = "nasa-irsa-wise";

  private static final String S3A = "fs.s3a.";
  private static final String BUCKET = S3A + "bucket." + WISE_BUCKET + ".";

  /** The sources of settings that the user did not choose. */
  private static final List<String> DEFAULT_ORIGINS =
      List.of("core-default.xml", "Set by Spark to default values", "allsky");

  private S3Defaults() {}

  /** Adds the defaults to a configuration, and keeps the user's settings. */
  public static void addTo(Configuration hadoop) {
    // Hadoop's defaults of 20 and 7 attempts multiply, so that a wrong endpoint takes many minutes
    // to fail.
    addTo(hadoop, S3A + "attempts.maximum", "4");
    addTo(hadoop, S3A + "retry.limit", "3");
    addTo(
        hadoop,
        BUCKET + "aws.credentials.provider",
        "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider");
    if (!isUsers(hadoop, S3A + "endpoint") && !isUsers(hadoop, S3A + "endpoint.region")) {
      addTo(hadoop, BUCKET + "endpoint", "s3.us-west-2.amazonaws.com");
      addTo(hadoop, BUCKET + "endpoint.region", "us-west-2");
    }
  }

  private static void addTo(Configuration hadoop, String name, String value) {
    if (!isUsers(hadoop, name)) {
      hadoop.set(name, value, "allsky");
    }
  }

  private static boolean isUsers(Configuration hadoop, String name) {
    String[] sources = hadoop.getPropertySources(name);
    return sources != null && !Arrays.stream(sources).allMatch(DEFAULT_ORIGINS::contains);
  }
}
