package allsky.spark.table;

import allsky.UserError;
import allsky.spark.fault.FolderConflict;
import java.util.Arrays;
import java.util.regex.Pattern;
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
      throw FolderConflict.of(e)
          .map(
              what ->
                  new UserError(
                      "Cannot read %s: its %s; give one of them".formatted(paths[0], what), e))
          .orElseThrow(() -> e);
    }
  }

  /** The pattern that matches only the path itself. */
  private static String literal(String path) {
    return SPECIAL.matcher(path).replaceAll("\\\\$0");
  }
}
