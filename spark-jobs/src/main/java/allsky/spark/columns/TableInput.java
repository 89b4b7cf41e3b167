package allsky.spark.columns;

/**
 * A table that the user named: by which option, and where it lies. Messages about it begin with the
 * option, so that he knows what to change.
 *
 * @param option the option's name, such as {@code --sources}
 * @param path a file or folder on any Hadoop file system
 * @param hdu the number or EXTNAME of a FITS file's table, where an option names it, or null
 */
public record TableInput(String option, String path, String hdu) {

  /** An input without an option that names a table in it. */
  public TableInput(String option, String path) {
    this(option, path, null);
  }

  /** The same input with the table that an option names. */
  public TableInput withHdu(String named) {
    return new TableInput(option, path, named);
  }

  /** The input of the option {@code --sources}. */
  public static TableInput sources(String path) {
    return new TableInput("--sources", path);
  }

  /** The input of the option {@code --spectra}. */
  public static TableInput spectra(String path) {
    return new TableInput("--spectra", path);
  }

  /** The option that names one of this input's columns: --ra-column, --spectra-ra-column. */
  public String columnOption(String role) {
    String prefix = option.equals("--sources") ? "--" : option + "-";
    return prefix + role + "-column";
  }

  /** The option that names the table of a FITS file: --hdu, --spectra-hdu. */
  public String hduOption() {
    return option.equals("--sources") ? "--hdu" : option + "-hdu";
  }

  @Override
  public String toString() {
    return option + " " + path;
  }
}
