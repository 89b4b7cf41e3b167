package allsky.spark.cli.plan;

import allsky.UserError;
import allsky.spark.catalog.files.HduPath;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.Storage;
import allsky.spark.files.FilesBelow;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The files of an input.
 *
 * @param files without hidden ones, whose names begin with a full stop or an underscore
 */
record InputFiles(List<FileStatus> files) {

  private static final Pattern HIDDEN = Pattern.compile("[._].*");

  /** Files whose headers or footers have the number of rows. */
  private static final Pattern COUNTED = Pattern.compile(".*[.](parquet|fits|fit)");

  /** The largest text whose rows are counted, which reads all of it. */
  private static final long MAX_BYTES_TO_COUNT = 100_000_000;

  /**
   * Lists the files of an input.
   *
   * @return empty if there is nothing at the path
   * @throws UserError if the files cannot be listed
   */
  static Optional<InputFiles> of(TableInput input, Configuration hadoop) {
    try {
      Path path = HduPath.fileOf(input, hadoop);
      FileSystem system = Storage.of(path, hadoop);
      return system.exists(path) ? Optional.of(below(system, path)) : Optional.empty();
    } catch (IOException e) {
      throw new UserError("Cannot read " + input + ": " + Storage.reason(e), e);
    }
  }

  private static InputFiles below(FileSystem system, Path path) throws IOException {
    return new InputFiles(
        FilesBelow.of(system, path, name -> !HIDDEN.matcher(name).matches()).files());
  }

  /** Such as "3 files, 12.3 MB". */
  String line() {
    return String.format(
        Locale.ROOT,
        "%,d %s, %s",
        files.size(),
        files.size() == 1 ? "file" : "files",
        Quantity.ofBytes((double) bytes()));
  }

  /** The number of rows of a table in these files, or that it is not counted. */
  String rows(Dataset<Row> table) {
    return hasCounts() || bytes() <= MAX_BYTES_TO_COUNT
        ? String.format(Locale.ROOT, "%,d rows", table.count())
        : "rows not counted";
  }

  private boolean hasCounts() {
    return files.stream().allMatch(file -> COUNTED.matcher(file.getPath().getName()).matches());
  }

  private long bytes() {
    return files.stream().mapToLong(FileStatus::getLen).sum();
  }
}
