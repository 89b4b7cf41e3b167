package allsky.spark.fetch.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Where images come from. Its methods are called by several threads at once. */
public interface ImageArchive {

  /** More than a checksum and a file's name. */
  int MOST_TEXT_BYTES = 4096;

  /**
   * Opens a file.
   *
   * @param path below the archive's folder
   * @param offset the first byte wanted
   * @param version the state of the file that the earlier bytes are of, or null where not known
   * @throws IOException an {@code ArchiveFault} where the archive says no
   */
  Bytes open(String path, long offset, String version) throws IOException;

  /** Reads a small text file, where there is one. */
  default Optional<String> text(String path) throws IOException {
    try (Bytes bytes = open(path, 0, null)) {
      byte[] text = bytes.stream().readNBytes(MOST_TEXT_BYTES);
      return Optional.of(new String(text, StandardCharsets.US_ASCII));
    } catch (ArchiveFault e) {
      if (e.remedy() == ArchiveFault.Remedy.NONE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The bytes of a file that an archive gives.
   *
   * @param offset where they begin: what was wanted, or 0
   * @param total the length of the whole file, or -1 where it is not said
   * @param version the state of the file, or null where it is not said
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
   * @param redirects the hosts, beside its own, that it may redirect to
   * @param version allsky's, which the archive is told
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
