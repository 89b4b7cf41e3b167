package allsky.spark.cli.options;

import allsky.UserError;
import allsky.fits.FitsCards;
import allsky.fits.MocFile;
import allsky.sky.Moc;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads the coverage map of the option --moc. */
final class MocText {

  private static final int SHORT = 60;

  private static final String FITS = "SIMPLE";

  private MocText() {}

  /**
   * The map of a text.
   *
   * @throws UserError if the text is no map
   */
  static Moc cells(String text) {
    try {
      return Moc.ofText(text);
    } catch (IllegalArgumentException e) {
      throw new UserError("Invalid --moc " + shortened(text) + ": " + e.getMessage(), e);
    }
  }

  /**
   * The map of a file on any Hadoop file system: FITS, ASCII or JSON.
   *
   * @throws UserError if the file cannot be read or is no map
   */
  static Moc file(String path, Configuration hadoop) {
    byte[] content;
    try {
      Path file = new Path(path);
      try (InputStream stream = file.getFileSystem(hadoop).open(file)) {
        content = stream.readAllBytes();
      }
    } catch (FileNotFoundException e) {
      throw unreadable(path, "there is no such file", e);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(path, e.getMessage(), e);
    }
    try {
      return FitsCards.startsWith(content, FITS)
          ? MocFile.read(content)
          : Moc.ofText(new String(content, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("Cannot read --moc " + path + ": " + e.getMessage() + ".", e);
    }
  }

  private static UserError unreadable(String path, String reason, Exception fault) {
    return new UserError(
        "Cannot read --moc " + path + ": " + reason + "; name a file, or give cells.", fault);
  }

  /** A text for people to read, without most of the cells of a long one. */
  static String shortened(String text) {
    return text.length() <= SHORT || !Moc.isText(text) ? text : text.substring(0, SHORT) + "...";
  }
}
