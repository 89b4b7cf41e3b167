package allsky.spark.fault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one thing that Hadoop cannot do with a local file: read or list a name with a colon. It takes
 * what stands before the colon for a scheme such as hdfs (org.apache.hadoop.fs.Path), also where it
 * only lists the folder, so that one such file spoils all others next to it.
 */
public final class ColonInName {

  /** What java.net.URI says of such a name; Hadoop adds .NAME.crc, a checksum, of its own. */
  private static final Pattern SAID =
      Pattern.compile(
          "(?:Relative path in absolute URI|Illegal character in scheme name at index \\d+"
              + "|Expected scheme name at index 0): ([^\\n]+)");

  private static final Pattern CHECKSUM = Pattern.compile("\\.(.+)\\.crc");

  private ColonInName() {}

  /** The reason in a sentence; empty where the failure is another. */
  public static Optional<String> reason(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Matcher said = SAID.matcher(String.valueOf(each.getMessage()));
      if (said.find() && said.group(1).contains(":")) {
        Matcher checksum = CHECKSUM.matcher(said.group(1));
        String name = checksum.matches() ? checksum.group(1) : said.group(1);
        return Optional.of(
            "the name " + name + " has a colon, which Hadoop does not read; rename it.");
      }
    }
    return Optional.empty();
  }
}
