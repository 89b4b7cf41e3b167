package allsky.spark.catalog;

import allsky.UserError;
import allsky.spark.table.TableInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files behind one input: what is there, and in which format. */
final class CatalogFiles {

  private static final int HEAD_BYTES = 4096;
  private static final String PARQUET_MAGIC = "PAR1";

  private final TableInput input;
  private final Path path;
  private final FileSystem files;

  CatalogFiles(TableInput input, Configuration hadoop) {
    this.input = input;
    this.path = new Path(input.path());
    try {
      this.files = path.getFileSystem(hadoop);
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  /**
   * Finds the format out from the folder's layout or the file's first bytes.
   *
   * @throws UserError where nothing is there or the format is not known
   */
  CatalogFormat format() {
    try {
      FileStatus status = files.getFileStatus(path);
      return status.isDirectory() ? folderFormat() : fileFormat(status.getPath());
    } catch (FileNotFoundException e) {
      throw unreadable("there is no such file or folder.", e);
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  /** The folder that holds a HATS catalog's Norder folders. */
  Path hatsDataset() {
    Path dataset = new Path(path, "dataset");
    return exists(dataset) ? dataset : path;
  }

  /** What a HATS catalog says of itself; empty where it says nothing. */
  Properties hatsProperties() {
    Properties properties = new Properties();
    for (String name : new String[] {"hats.properties", "properties"}) {
      Path file = new Path(path, name);
      if (exists(file)) {
        try {
          properties.load(new StringReader(text(file)));
          return properties;
        } catch (IOException | IllegalArgumentException e) {
          throw unreadable("its " + name + " is not readable: " + e.getMessage(), e);
        }
      }
    }
    return properties;
  }

  UserError unreadable(String reason, Throwable cause) {
    return new UserError("Cannot read " + input + ": " + reason, cause);
  }

  private CatalogFormat folderFormat() throws IOException {
    if (exists(new Path(path, "_run.json")) && !exists(new Path(path, "_SUCCESS"))) {
      throw unreadable("the job that writes it has not finished; run it again.", null);
    }
    FileStatus[] hats = files.globStatus(new Path(hatsDataset(), "Norder=*/Dir=*/Npix=*"));
    if (hats != null && hats.length > 0) {
      return CatalogFormat.HATS;
    }
    FileStatus first = firstFile(path);
    if (first == null) {
      throw unreadable("the folder holds no table.", null);
    }
    CatalogFormat format = fileFormat(first.getPath());
    if (format == CatalogFormat.FITS) {
      throw unreadable("it is a folder of FITS files; name one of them.", null);
    }
    return format;
  }

  /** The first file below a folder that Spark would read too. */
  private FileStatus firstFile(Path folder) throws IOException {
    FileStatus[] children = files.listStatus(folder, child -> !isHidden(child.getName()));
    Arrays.sort(children);
    for (FileStatus child : children) {
      FileStatus found = child.isDirectory() ? firstFile(child.getPath()) : child;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
  }

  private CatalogFormat fileFormat(Path file) throws IOException {
    String name = file.getName().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv.gz") || name.endsWith(".csv.bz2")) {
      return CatalogFormat.CSV;
    }
    String head = head(file);
    if (head.startsWith(PARQUET_MAGIC)) {
      refuseWithoutFooter(file);
      return CatalogFormat.PARQUET;
    }
    if (head.startsWith("SIMPLE  =")) {
      return CatalogFormat.FITS;
    }
    refuseOtherFormats(file, head);
    return CatalogFormat.CSV;
  }

  private void refuseWithoutFooter(Path file) throws IOException {
    byte[] tail = new byte[PARQUET_MAGIC.length()];
    try (FSDataInputStream stream = files.open(file)) {
      stream.readFully(files.getFileStatus(file).getLen() - tail.length, tail);
    }
    if (!new String(tail, StandardCharsets.ISO_8859_1).equals(PARQUET_MAGIC)) {
      throw unreadable(file.getName() + " is cut off: its Parquet footer is missing.", null);
    }
  }

  private void refuseOtherFormats(Path file, String head) {
    String formats = "; give Parquet, CSV or a FITS binary table.";
    if (head.isEmpty()) {
      throw unreadable("the file " + file.getName() + " is empty" + formats, null);
    }
    if (head.startsWith("\\") || head.startsWith("|")) {
      throw unreadable("IPAC tables are not read" + formats, null);
    }
    if (head.startsWith("<?xml") || head.startsWith("<VOTABLE")) {
      throw unreadable("VOTables are not read" + formats, null);
    }
    if (head.indexOf('\0') >= 0 || head.startsWith("\u001f\u008b") || head.startsWith("BZh")) {
      throw unreadable(file.getName() + " is neither a table nor text" + formats, null);
    }
    String firstLine =
        head.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .findFirst()
            .orElse("");
    if (!firstLine.contains(",")) {
      throw unreadable(
          "the first line of " + file.getName() + " holds no comma, so it is no CSV" + formats,
          null);
    }
  }

  private String head(Path file) throws IOException {
    try (FSDataInputStream stream = files.open(file)) {
      return new String(stream.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  private String text(Path file) throws IOException {
    try (FSDataInputStream stream = files.open(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private boolean exists(Path file) {
    try {
      return files.exists(file);
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    }
  }
}
