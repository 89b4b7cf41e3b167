package allsky.spark.fetch;

import allsky.spark.fetch.archive.ArchiveFault;
import allsky.spark.fetch.archive.ImageArchive;
import allsky.spark.fetch.archive.RateLimiter;
import allsky.spark.fetch.selection.ArchiveImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a file with its {@code .md5} file in the archive. */
final class Md5Check {

  private static final Pattern SUM = Pattern.compile("\\b[0-9a-fA-F]{32}\\b");

  private final ImageArchive archive;
  private final FetchSetup.Sums sums;

  Md5Check(ImageArchive archive, FetchSetup.Sums sums) {
    this.archive = archive;
    this.sums = sums;
  }

  /**
   * Compares the checksums.
   *
   * @return a note if the archive has no checksum, else an empty text
   * @throws IOException an {@code ArchiveFault} if the checksums differ
   */
  String check(ArchiveImage image, PartialDownload part, RateLimiter rateLimiter)
      throws IOException, InterruptedException {
    if (sums == FetchSetup.Sums.NONE) {
      return "";
    }
    rateLimiter.awaitTurn();
    Optional<String> sidecar = archive.text(image.path() + ".md5");
    Matcher sum = SUM.matcher(sidecar.orElse(""));
    if (!sum.find()) {
      return "not compared: the archive has no .md5 file for it";
    }
    String expected = sum.group().toLowerCase(Locale.ROOT);
    String found = sumOf(part);
    if (!found.equals(expected)) {
      throw ArchiveFault.stale(
          "its MD5 checksum is " + found + ", but the archive gives" + " " + expected);
    }
    return "";
  }

  private static String sumOf(PartialDownload part) throws IOException {
    try (InputStream stream = Files.newInputStream(part.path())) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[1 << 16];
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
