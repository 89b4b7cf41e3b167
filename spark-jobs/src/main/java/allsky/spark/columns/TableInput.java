package allsky.spark.columns;

/**
 * An input table: its path, and the option that names it. Messages about the table begin with the
 * option, so that users know what to change.
 *
 * @param option the option's name, such as {@code --sources}
 * @param path a file or folder on any Hadoop file system
 * @param hdu the number or EXTNAME of a table in a FITS file, or null if no option names it
 */
public record TableInput(String option, String path, String hdu) {

  /** An input without the number or name of a table in the file. */
  public TableInput(String option, String path) {
    this(option, path, null);
  }

  /** The same input with the number or name of a table in the file. */
  public TableInput withHdu(String named) {
    return new TableInput(option, path, named);
  }

  /** The input of the option {@code --sources}. */
  public static TableInput sources(String path) {
    return new TableInput("--sources", path);
  }

  /** The input of the option {@code --cutouts}. */
  public static TableInput cutouts(String path) {
    return new TableInput("--cutouts", path);
  }

  /** The input of the option {@code --spectra}. */
  public static TableInput spectra(String path) {
    return new TableInput("--spectra", path);
  }

  /** The option for a column of this input: --ra-column, --spectra-ra-column. */
  public String columnOption(String role) {
    return ownOption(role + "-column");
  }

  /** The option for the table of a FITS file: --hdu, --spectra-hdu. */
  public String hduOption() {
    return ownOption("hdu");
  }

  /** An option of this input: --where, and --spectra-where for the input --spectra. */
  public String ownOption(String name) {
    return option.equals("--spectra") ? option + "-" + name : "--" + name;
  }

  @Override
  public String toString() {
    return option + " " + path;
  }
}
