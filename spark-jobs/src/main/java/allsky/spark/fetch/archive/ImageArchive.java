package allsky.spark.fetch.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A source of images. Several threads call its methods at the same time. */
public interface ImageArchive {

  /** The limit for small text files; a checksum and a file name need less. */
  int MAX_TEXT_BYTES = 4096;

  /**
   * Opens a file.
   *
   * @param path below the archive's folder
   * @param offset the first requested byte
   * @param version the version of the file to which the earlier bytes belong, or null if unknown
   * @throws IOException an {@code ArchiveFault} if the archive does not deliver the file
   */
  Bytes open(String path, long offset, String version) throws IOException;

  /** Reads a small text file, if it exists. */
  default Optional<String> text(String path) throws IOException {
    try (Bytes bytes = open(path, 0, null)) {
      byte[] text = bytes.stream().readNBytes(MAX_TEXT_BYTES);
      return Optional.of(new String(text, StandardCharsets.US_ASCII));
    } catch (ArchiveFault e) {
      if (e.remedy() == ArchiveFault.Remedy.NONE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The bytes of a file from an archive.
   *
   * @param offset the offset of the first byte: the requested offset, or 0
   * @param total the length of the complete file, or -1 if unknown
   * @param version the version of the file, or null if unknown
   */
  record Bytes(InputStream stream, long offset, long total, String version) implements Closeable {
    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /**
   * The archive at a base URL, or at a folder of any Hadoop file system.
   *
   * @param redirects other hosts to which the archive may redirect
   * @param version the version of allsky, which is sent to the archive
   */
  static ImageArchive at(
      BaseUrl baseUrl,
      List<RedirectHost> redirects,
      RequestPolicy policy,
      String version,
      Configuration hadoop) {
    return baseUrl.isHttp()
        ? new HttpArchive(baseUrl, redirects, policy, "allsky/" + version)
        : new HadoopArchive(baseUrl, hadoop);
  }
}
