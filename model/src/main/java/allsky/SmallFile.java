package allsky;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/** Local files that are read into memory, if they are as small as files of their kind are. */
public final class SmallFile {

  private SmallFile() {}

  /**
   * Reads a regular file.
   *
   * @param mostBytes the length of the largest file of its kind
   * @throws IOException where it is larger, a folder, a pipe or a device, or cannot be read
   */
  public static byte[] read(Path file, long mostBytes) throws IOException {
    require(file, mostBytes);
    return Files.readAllBytes(file);
  }

  /** Throws the exceptions of {@link #read} without reading the file. */
  public static void require(Path file, long mostBytes) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(
          attributes.isDirectory() ? "it is a folder" : "it is not a regular file");
    }
    if (attributes.size() > mostBytes) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it has %,d bytes, such a file has at most %,d",
              attributes.size(),
              mostBytes));
    }
  }

  /** What {@link #read} says, without the class of the exception where that says nothing. */
  public static String reason(IOException fault) {
    return fault.getClass() == IOException.class ? fault.getMessage() : fault.toString();
  }
}
