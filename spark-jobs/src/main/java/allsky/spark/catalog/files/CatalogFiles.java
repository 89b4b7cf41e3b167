package allsky.spark.catalog.files;

import allsky.UserError;
import allsky.spark.catalog.hats.HatsCatalog;
import allsky.spark.catalog.hats.HatsCollection;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.ColonInName;
import allsky.spark.fault.LibraryFault;
import allsky.spark.fault.Storage;
import allsky.spark.files.FilesBelow;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** The files of one input, and their bytes and lines. */
public final class CatalogFiles {

  /** Characters that form file name patterns in a shell. */
  private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

  private final TableInput input;
  private final Configuration hadoop;
  private final Path path;
  private final HduPath named;
  private final FileSystem files;
  private final Optional<Path> collected;

  /** Listed once, on the first call of {@link #below()}. */
  private FilesBelow below;

  public CatalogFiles(TableInput input, Configuration hadoop) {
    this.input = input;
    this.hadoop = hadoop;
    try {
      Path given = new Path(input.path());
      this.files = Storage.of(given, hadoop);
      this.named = HduPath.of(files, given, input);
      this.collected = HatsCollection.primaryTable(files, named.file());
    } catch (IOException e) {
      throw unreadable(Storage.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw unreadable(ColonInName.reason(e).orElse(e.getMessage()), e);
    }
    this.path = collected.orElse(named.file());
  }

  /** The number or EXTNAME of the FITS table that the user names. */
  public Optional<String> hdu() {
    return named.hdu();
  }

  public TableInput input() {
    return input;
  }

  public Path path() {
    return path;
  }

  /** The input itself, a file or a folder. */
  public FileStatus status() {
    try {
      FileStatus status = files.getFileStatus(path);
      requireFile(path);
      return status;
    } catch (FileNotFoundException e) {
      throw unreadable(
          "there is no such file or folder"
              + (PATTERN.matcher(path.toString()).find()
                  ? "; patterns are not supported, name a folder."
                  : "."),
          e);
    } catch (IOException e) {
      throw unreadable(Storage.reason(e), e);
    }
  }

  /**
   * The files that are not empty, by name; of a folder only those that Spark would read.
   *
   * @throws UserError if there is no such file
   */
  public List<FileStatus> tables() {
    return filled(below().files());
  }

  /**
   * The files of the input without the hidden ones that Spark skips, and the entries that are not
   * files.
   */
  public FilesBelow below() {
    try {
      if (below == null) {
        status();
        below = FilesBelow.of(files, path, name -> !isHidden(name));
      }
      return below;
    } catch (IOException e) {
      throw unreadable(Storage.reason(e), e);
    }
  }

  /** The files of a HATS catalog's cells. */
  public List<FileStatus> cells() {
    List<FileStatus> found = new ArrayList<>();
    try {
      for (Path order : HatsCatalog.cells(files, path)) {
        found.addAll(FilesBelow.of(files, order, name -> !isHidden(name)).files());
      }
    } catch (IOException e) {
      throw unreadable(Storage.reason(e), e);
    }
    return found.isEmpty() ? found : filled(found);
  }

  private List<FileStatus> filled(List<FileStatus> found) {
    if (found.isEmpty()) {
      throw unreadable("the folder contains no table.", null);
    }
    List<FileStatus> filled = found.stream().filter(file -> file.getLen() > 0).toList();
    if (filled.isEmpty()) {
      throw unreadable("the file " + found.get(0).getPath().getName() + " is empty.", null);
    }
    return filled;
  }

  /** Reading a named pipe or a device may never end. */
  private void requireFile(Path file) throws IOException {
    if (FilesBelow.isSpecial(files, file)) {
      throw unreadable(
          (file.equals(path) ? "it" : file.getName())
              + " is a named pipe, a socket or a device; write its content into a file first.",
          null);
    }
  }

  private FSDataInputStream open(Path file) throws IOException {
    requireFile(file);
    return files.open(file);
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
  }

  /** True if the input is a HATS catalog. */
  public boolean isHats() {
    try {
      return HatsCatalog.isAt(files, path);
    } catch (IOException e) {
      throw unreadable(Storage.reason(e), e);
    }
  }

  /** Notes for the user on the location and kind of a HATS catalog, a sentence each. */
  public List<String> hatsNotes() {
    List<String> notes = new ArrayList<>();
    collected.ifPresent(
        table ->
            notes.add(
                "the folder is a HATS collection: its primary table "
                    + table.getName()
                    + " is read"));
    String kind = hatsProperties().getProperty("dataproduct_type", "");
    if (kind.equals("margin")) {
      notes.add(
          "it is a margin catalog: it only repeats rows near the borders of cells; name the main"
              + " catalog to match all rows");
    }
    return notes;
  }

  /** The folder with the {@code Norder} folders of a HATS catalog. */
  public Path hatsDataset() {
    try {
      return HatsCatalog.dataset(files, path);
    } catch (IOException e) {
      throw unreadable(Storage.reason(e), e);
    }
  }

  /** The properties of a HATS catalog; empty if it has none. */
  public Properties hatsProperties() {
    Properties properties = new Properties();
    for (String name : new String[] {"hats.properties", "properties"}) {
      Path file = new Path(path, name);
      if (exists(file)) {
        try (FSDataInputStream stream = open(file)) {
          String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          properties.load(new StringReader(text));
          return properties;
        } catch (IOException | IllegalArgumentException e) {
          throw unreadable("its " + name + " is not readable: " + LibraryFault.reason(e), e);
        }
      }
    }
    return properties;
  }

  /** The first bytes of a file without decompression; fewer if the file is shorter. */
  public byte[] head(Path file, int length) throws IOException {
    try (FSDataInputStream stream = open(file)) {
      return stream.readNBytes(length);
    }
  }

  /** The first bytes of a file, decompressed if its name ends in .gz or .bz2. */
  public byte[] unpackedHead(Path file, int length) throws IOException {
    try (InputStream stream = unpacked(file)) {
      return stream.readNBytes(length);
    }
  }

  /** The last bytes of a file that has at least that many. */
  public byte[] tail(Path file, int length) throws IOException {
    byte[] tail = new byte[length];
    try (FSDataInputStream stream = open(file)) {
      stream.readFully(files.getFileStatus(file).getLen() - length, tail);
    }
    return tail;
  }

  /**
   * The lines of a file, decompressed if its name ends in .gz or .bz2. The caller closes the
   * reader.
   */
  public BufferedReader lines(Path file) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8));
    lines.mark(1);
    if (lines.read() != '\ufeff') {
      lines.reset();
    }
    return lines;
  }

  /** True if the file name has the ending of a compression format: .gz, .bz2. */
  public boolean isPackedByName(Path file) {
    return new CompressionCodecFactory(hadoop).getCodec(file) != null;
  }

  /**
   * The content of a file, decompressed if its name ends in .gz or .bz2. The caller closes the
   * stream.
   */
  public InputStream unpacked(Path file) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    FSDataInputStream stream = open(file);
    return codec == null ? stream : codec.createInputStream(stream);
  }

  public boolean exists(Path file) {
    try {
      return files.exists(file);
    } catch (IOException e) {
      throw unreadable(Storage.reason(e), e);
    }
  }

  public UserError unreadable(String reason, Throwable cause) {
    return new UserError("Cannot read " + input + ": " + reason, cause);
  }
}
