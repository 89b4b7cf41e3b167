package allsky.spark.fault;

import allsky.Causes;
import java.util.Optional;
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

  private static final Pattern CHECKSUM = Pattern.compile("^\\.(.+)\\.crc$");

  private ColonInName() {}

  /** The reason in a sentence; empty where the failure is another. */
  public static Optional<String> reason(Throwable failure) {
    return Causes.of(failure)
        .map(each -> SAID.matcher(String.valueOf(each.getMessage())))
        .filter(said -> said.find() && said.group(1).contains(":"))
        .findFirst()
        .map(said -> CHECKSUM.matcher(said.group(1)).replaceFirst("$1"))
        .map(name -> "the name " + name + " has a colon, which Hadoop does not read; rename it.");
  }
}
