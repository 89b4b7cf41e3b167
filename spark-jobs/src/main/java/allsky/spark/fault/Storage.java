package allsky.spark.fault;

import allsky.Causes;
import allsky.Secrets;
import allsky.UserError;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;

/** Opens the Hadoop file system of a path, and explains its failures to users. */
public final class Storage {

  /** The text that S3A appends for Amazon's support. */
  private static final Pattern REQUEST = Pattern.compile("; Request ID: .*", Pattern.DOTALL);

  private static final Pattern REPEATED =
      Pattern.compile("^.*(com\\.amazonaws|org\\.apache)[\\w.$]*(Exception|Error): ");

  private Storage() {}

  /**
   * Opens the file system that a path names.
   *
   * @throws IOException if there is no such file system; see {@link #reason}
   */
  public static FileSystem of(Path path, Configuration hadoop) throws IOException {
    try {
      return path.getFileSystem(hadoop);
    } catch (RuntimeException e) {
      // Hadoop wraps the exception for a missing class.
      if (e.getCause() instanceof ClassNotFoundException) {
        String scheme = path.toUri().getScheme();
        throw new IOException("this Spark has no jars for " + scheme + ":" + remedy(scheme), e);
      }
      throw e;
    }
  }

  /**
   * Rejects a path with a user and a password, because Spark writes paths to its logs and web
   * pages.
   *
   * @param option the option that gave the path
   */
  public static void refusePassword(String option, String path) {
    if (Secrets.containsPassword(path)) {
      throw new UserError(
          "Cannot use "
              + option
              + " "
              + Secrets.maskedValue(path)
              + ": Spark's logs would show its user and password; remove them and "
              + credentialsFor(path.replaceFirst("://.*", "").toLowerCase(Locale.ROOT)));
    }
  }

  private static String credentialsFor(String scheme) {
    return switch (scheme) {
      case "s3", "s3a", "s3n" -> "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
      case "ftp", "sftp" ->
          "set spark.hadoop.fs.%1$s.user.HOST and spark.hadoop.fs.%1$s.password.HOST"
              .formatted(scheme);
      default -> "give them as Hadoop's settings of " + scheme + ":";
    };
  }

  /** The reason why a file system failed, in a few words. S3 repeats its reason three times. */
  public static String reason(IOException fault) {
    String message = fault.getMessage() == null ? LibraryFault.reason(fault) : fault.getMessage();
    if (message.contains("No AWS Credentials provided") || message.contains("NoAuthWithAWS")) {
      return "there are no AWS credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or for"
          + " a public bucket fs.s3a.bucket.BUCKET.aws.credentials.provider (see docs/clusters.md)";
    }
    String first = Causes.firstLine(message);
    String brief = REQUEST.matcher(REPEATED.matcher(first).replaceFirst("")).replaceFirst("");
    boolean open = brief.lastIndexOf('(') > brief.lastIndexOf(')');
    return open ? brief + ")" : brief;
  }

  private static String remedy(String scheme) {
    return "s3a".equals(scheme)
        ? "; add --packages org.apache.hadoop:hadoop-aws:"
            + VersionInfo.getVersion()
            + " before the job"
        : "";
  }
}
