package allsky;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/** Reads a local file into memory if it is not larger than files of its kind can be. */
public final class SmallFile {

  private SmallFile() {}

  /**
   * Reads a regular file.
   *
   * @param maxBytes the maximum length of a file of its kind
   * @throws IOException if it is larger, is a folder, a pipe or a device, or cannot be read
   */
  public static byte[] read(Path file, long maxBytes) throws IOException {
    require(file, maxBytes);
    return Files.readAllBytes(file);
  }

  /** Makes the checks of {@link #read} without reading the file. */
  public static void require(Path file, long maxBytes) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(
          attributes.isDirectory() ? "it is a folder" : "it is not a regular file");
    }
    if (attributes.size() > maxBytes) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it has %,d bytes; such a file has at most %,d bytes",
              attributes.size(),
              maxBytes));
    }
  }

  /**
   * The reason why {@link #read} failed, without the class of the exception if that adds nothing.
   */
  public static String reason(IOException fault) {
    return fault.getClass() == IOException.class ? fault.getMessage() : fault.toString();
  }
}
