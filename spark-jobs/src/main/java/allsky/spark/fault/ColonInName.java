package allsky.spark.fault;

import allsky.Causes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises failures that come from a colon in a local file name. Hadoop takes the part before the
 * colon for a scheme such as hdfs (org.apache.hadoop.fs.Path). It does so even when it only lists
 * the folder, so one such file makes the complete folder unreadable.
 */
public final class ColonInName {

  /** The messages of java.net.URI about such a name, or about Hadoop's checksum file .NAME.crc. */
  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:Relative path in absolute URI|Illegal character in scheme name at index \\d+"
              + "|Expected scheme name at index 0): ([^\\n]+)");

  private static final Pattern CHECKSUM = Pattern.compile("^\\.(.+)\\.crc$");

  private ColonInName() {}

  /** The reason in a sentence; empty for other failures. */
  public static Optional<String> reason(Throwable failure) {
    return Causes.of(failure)
        .map(each -> MESSAGE.matcher(String.valueOf(each.getMessage())))
        .filter(said -> said.find() && said.group(1).contains(":"))
        .findFirst()
        .map(said -> CHECKSUM.matcher(said.group(1)).replaceFirst("$1"))
        .map(
            name ->
                "the name " + name + " has a colon, which Hadoop cannot read; rename the file.");
  }
}
