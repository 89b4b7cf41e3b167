package allsky.spark.files;

import allsky.UserError;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a file or folder on the driver's local disk, for {@code java.nio} and for Hadoop. The
 * name is not converted to a URI and back, so {@code my model #1 ä%20b} is one folder.
 *
 * @param local the absolute path
 */
public record DriverPath(Path local) {

  private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(/.*)");

  private static final String FILE = "file";

  public DriverPath {
    local = local.toAbsolutePath();
  }

  /**
   * Parses a path of the command line: a local path, or {@code file:} and an absolute path.
   *
   * @param option the option that gives the path, such as {@code --model}
   * @throws UserError if the path is on another file system
   */
  public static DriverPath parse(String option, String path) {
    Matcher scheme = WITH_SCHEME.matcher(path);
    if (!scheme.matches()) {
      return new DriverPath(Path.of(path));
    }
    String place = scheme.group(2);
    boolean hasHost = place.startsWith("//") && !place.startsWith("///");
    if (!scheme.group(1).equalsIgnoreCase(FILE) || hasHost) {
      throw new UserError(
          "Cannot use "
              + option
              + " "
              + path
              + ": the folder must be on the driver's disk; name a local path, such as"
              + " /data/model or file:///data/model");
    }
    return new DriverPath(Path.of(place));
  }

  /** The path for Hadoop's local file system, whatever its default file system is. */
  public org.apache.hadoop.fs.Path hadoop() {
    return new org.apache.hadoop.fs.Path(FILE, null, local.toString());
  }

  @Override
  public String toString() {
    return local.toString();
  }
}
