package allsky.spark.fault;

import allsky.Causes;
import java.util.List;
import java.util.Optional;

/**
 * Spark's error for a folder with the folders of two tables. It is an AssertionError of Spark's
 * PartitioningUtils, with a line for each folder.
 */
public final class FolderConflict {

  private static final String CONFLICT = "Conflicting";
  private static final int MOST_NAMED = 4;

  private FolderConflict() {}

  /**
   * What is wrong, in a few words without a line break; empty for other errors. At most four
   * folders are named.
   */
  public static Optional<String> of(Throwable thrown) {
    return Causes.of(thrown)
        .filter(AssertionError.class::isInstance)
        .map(each -> String.valueOf(each.getMessage()))
        .filter(message -> message.contains(CONFLICT))
        .findFirst()
        .map(message -> "folders are not of one table (" + folders(message) + ")");
  }

  private static String folders(String message) {
    List<String> folders =
        message.lines().filter(line -> line.startsWith("\t")).map(String::strip).toList();
    String named = String.join(", ", folders.subList(0, Math.min(MOST_NAMED, folders.size())));
    return folders.size() > MOST_NAMED
        ? "%s and %d more".formatted(named, folders.size() - MOST_NAMED)
        : named;
  }
}
