package allsky.spark.catalog.files;

import allsky.UserError;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.Storage;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file, and the table in it that the user names: {@code file.fits#2}, {@code file.fits#OBJECTS},
 * or with an option. A file with exactly the given name takes precedence, because # is allowed in
 * names.
 *
 * @param hdu the number or EXTNAME of the table's HDU
 */
public record HduPath(Path file, Optional<String> hdu) {

  private static final char MARK = '#';

  /**
   * The file or folder that an input names, without the suffix that selects a table.
   *
   * @throws IOException if its file system cannot be reached
   */
  public static Path fileOf(TableInput input, Configuration hadoop) throws IOException {
    Path given = new Path(input.path());
    return of(Storage.of(given, hadoop), given, input.withHdu(null)).file();
  }

  /**
   * Splits a path into the file and the table.
   *
   * @throws UserError if the path and the option name different tables
   */
  static HduPath of(FileSystem files, Path given, TableInput input) throws IOException {
    Optional<String> option = Optional.ofNullable(input.hdu()).map(String::strip);
    String name = given.getName();
    int mark = name.lastIndexOf(MARK);
    if (mark <= 0 || mark == name.length() - 1 || files.exists(given)) {
      return new HduPath(given, option);
    }
    Path file = new Path(given.getParent(), name.substring(0, mark));
    String hdu = name.substring(mark + 1);
    if (!files.exists(file)) {
      return new HduPath(given, option);
    }
    if (option.isPresent() && !option.get().equalsIgnoreCase(hdu)) {
      throw new UserError(
          "Cannot read "
              + input
              + ": "
              + input.hduOption()
              + " names a different table: "
              + option.get());
    }
    return new HduPath(file, Optional.of(hdu));
  }
}
