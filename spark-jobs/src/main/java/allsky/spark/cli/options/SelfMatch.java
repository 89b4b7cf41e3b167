package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.columns.TableInput;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What {@code --exclude-self} requires: one catalog with one key on both sides. */
final class SelfMatch {

  private SelfMatch() {}

  /**
   * @throws UserError if the inputs are not the same table of the same file or folder
   */
  static void requireOneCatalog(TableInput sources, TableInput spectra, Configuration hadoop) {
    boolean areSame =
        place(sources.path(), hadoop).equals(place(spectra.path(), hadoop))
            && Objects.equals(sources.hdu(), spectra.hdu());
    if (!areSame) {
      throw new UserError(
          String.format(
              "Cannot use --exclude-self: %s and %s are not the same catalog; name the same path%s,"
                  + " or remove --exclude-self.",
              sources, spectra, sources.path().equals(spectra.path()) ? " and table" : ""));
    }
  }

  private static String place(String path, Configuration hadoop) {
    try {
      Path given = new Path(path);
      return given.getFileSystem(hadoop).makeQualified(given).toString();
    } catch (IOException | IllegalArgumentException e) {
      return path;
    }
  }

  /**
   * @throws UserError if the keys are different columns
   */
  static void requireOneKey(String ofSources, String ofSpectra) {
    if (!ofSources.equalsIgnoreCase(ofSpectra)) {
      throw new UserError(
          String.format(
              "Cannot use --exclude-self: the key of --sources is %s, the key of --spectra is %s;"
                  + " name the same column with --key-column and --spectra-key-column.",
              ofSources, ofSpectra));
    }
  }
}
