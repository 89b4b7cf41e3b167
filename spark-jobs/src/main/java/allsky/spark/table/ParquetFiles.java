package allsky.spark.table;

import allsky.UserError;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads Parquet from a file or folder whose name is taken literally. Spark would take a path with
 * {@code [ ] { } * ?} or a backslash for a pattern.
 */
public final class ParquetFiles {

  /** The characters that have a meaning in the patterns of Hadoop's FileSystem.globStatus. */
  private static final Pattern SPECIAL = Pattern.compile("[{}\\[\\]*?\\\\]");

  /** Of Spark's PartitioningUtils, which has no exception of its own for it. */
  private static final String CONFLICT = "Conflicting";

  private ParquetFiles() {}

  /**
   * Reads files and folders.
   *
   * @param reader has the options and the schema for reading
   * @param paths each names one file or folder
   * @throws UserError if the folders in a folder are not those of one table
   */
  public static Dataset<Row> read(DataFrameReader reader, String... paths) {
    String[] literal = Arrays.stream(paths).map(ParquetFiles::literal).toArray(String[]::new);
    try {
      return reader.parquet(literal);
    } catch (AssertionError e) {
      throw conflict(e)
          .map(
              folders ->
                  new UserError(
                      "Cannot read %s: the folders in it are not of one table (%s); give one of"
                              .formatted(String.join(", ", paths), folders)
                          + " them",
                      e))
          .orElseThrow(() -> e);
    }
  }

  /** The folders, or the partition columns, that Spark cannot put into one table. */
  private static Optional<String> conflict(AssertionError error) {
    String message = String.valueOf(error.getMessage());
    return message.contains(CONFLICT)
        ? Optional.of(
            message
                .lines()
                .filter(line -> line.startsWith("\t"))
                .map(String::strip)
                .collect(Collectors.joining(", ")))
        : Optional.empty();
  }

  /** The pattern that matches only the path itself. */
  private static String literal(String path) {
    return SPECIAL.matcher(path).replaceAll("\\\\$0");
  }
}
