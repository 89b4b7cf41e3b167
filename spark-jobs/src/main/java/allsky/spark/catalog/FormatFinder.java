package allsky.spark.catalog;

import allsky.spark.catalog.files.CatalogFiles;
import allsky.spark.catalog.files.CatalogFormat;
import allsky.spark.catalog.text.AllwiseBulk;
import allsky.spark.catalog.text.EcsvHeader;
import allsky.spark.catalog.text.IpacLayout;
import allsky.spark.fault.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Detects the format of a catalog from the layout of the folder or the first bytes of the file. */
public final class FormatFinder {

  private static final int HEAD_BYTES = 4096;
  private static final String PARQUET_MAGIC = "PAR1";
  private static final String FITS_MAGIC = "SIMPLE  =";

  /** The byte order mark of UTF-8, one character for each byte. */
  private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";

  private static final String FORMATS =
      "; use Parquet, HATS, a FITS binary table, a VOTable, an IPAC table, CSV, ECSV or AllWISE's"
          + " bulk files.";

  /** The first element of a VOTable, after a declaration, a DOCTYPE and comments. */
  private static final Pattern VOTABLE = Pattern.compile("<(?:\\w+:)?VOTABLE[\\s>]");

  private final CatalogFiles files;

  public FormatFinder(CatalogFiles files) {
    this.files = files;
  }

  /**
   * The format of the input.
   *
   * @throws allsky.UserError if the file does not exist or its format is unknown
   */
  public CatalogFormat format() {
    FileStatus status = files.status();
    if (status.isDirectory()) {
      refuseUnfinished();
      if (files.isHats()) {
        return CatalogFormat.HATS;
      }
    }
    CatalogFormat format = format(files.tables().get(0).getPath());
    boolean hasTables = format == CatalogFormat.FITS || format == CatalogFormat.VOTABLE;
    if (files.hdu().isPresent() && !hasTables) {
      throw files.unreadable(
          "only FITS files and VOTables have several tables; leave " + files.hdu().get() + " out.",
          null);
    }
    if (status.isDirectory() && format == CatalogFormat.FITS) {
      throw files.unreadable("it is a folder of FITS files; name one of them.", null);
    }
    return format;
  }

  private void refuseUnfinished() {
    Path folder = files.path();
    if (files.exists(new Path(folder, "_run.json"))
        && !files.exists(new Path(folder, "_SUCCESS"))) {
      throw files.unreadable("the job that writes it has not finished; run it again.", null);
    }
  }

  private CatalogFormat format(Path file) {
    try {
      String head = text(files.head(file, HEAD_BYTES));
      if (head.startsWith(PARQUET_MAGIC)) {
        refuseWithoutFooter(file);
        return CatalogFormat.PARQUET;
      }
      if (head.startsWith(FITS_MAGIC)) {
        return CatalogFormat.FITS;
      }
      refuseUnnamedPacking(file, head);
      return textFormat(file, text(files.unpackedHead(file, HEAD_BYTES)));
    } catch (IOException e) {
      throw files.unreadable(file.getName() + ": " + Storage.reason(e), e);
    }
  }

  private void refuseWithoutFooter(Path file) throws IOException {
    if (!text(files.tail(file, PARQUET_MAGIC.length())).equals(PARQUET_MAGIC)) {
      throw files.unreadable(
          file.getName() + " is truncated: its Parquet footer is" + " missing.", null);
    }
  }

  /**
   * Hadoop chooses the decompression by the file name: without it, compressed text is read as
   * garbage.
   */
  private void refuseUnnamedPacking(Path file, String head) {
    String ending = head.startsWith("\u001f\u008b") ? ".gz" : head.startsWith("BZh") ? ".bz2" : "";
    if (!ending.isEmpty() && !files.isPackedByName(file)) {
      throw files.unreadable(
          file.getName()
              + " is compressed, but its name does not end in "
              + ending
              + "; rename it.",
          null);
    }
  }

  /** Skips a byte order mark, spaces and blank lines above a table. */
  private CatalogFormat textFormat(Path file, String bytes) throws IOException {
    if (bytes.startsWith("\u00ff\u00fe") || bytes.startsWith("\u00fe\u00ff")) {
      throw files.unreadable(file.getName() + " is text in UTF-16; save it as UTF-8.", null);
    }
    String head = (bytes.startsWith(UTF_8_MARK) ? bytes.substring(3) : bytes).stripLeading();
    if (head.isBlank()) {
      throw files.unreadable("the file " + file.getName() + " is empty" + FORMATS, null);
    }
    if (head.startsWith(FITS_MAGIC)) {
      return CatalogFormat.FITS;
    }
    if (head.startsWith(PARQUET_MAGIC)) {
      throw files.unreadable(
          file.getName() + " is a compressed Parquet file; decompress it first (gunzip, bunzip2).",
          null);
    }
    if (head.startsWith("<") && VOTABLE.matcher(head).find()) {
      return CatalogFormat.VOTABLE;
    }
    if (head.startsWith("<")) {
      throw files.unreadable(
          file.getName() + " is HTML or XML, perhaps an archive's error message" + FORMATS, null);
    }
    if (head.chars().anyMatch(FormatFinder::isBinary)) {
      throw files.unreadable(file.getName() + " is neither a table nor text" + FORMATS, null);
    }
    if (EcsvHeader.isFirstLine(head.lines().findFirst().orElseThrow())) {
      return CatalogFormat.ECSV;
    }
    return IpacLayout.isKeyword(head) || IpacLayout.isBars(head)
        ? CatalogFormat.IPAC
        : separatedFormat(file);
  }

  private static boolean isBinary(int c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  }

  private CatalogFormat separatedFormat(Path file) throws IOException {
    try (BufferedReader lines = files.lines(file)) {
      if (lines.lines().filter(line -> !line.isBlank()).findFirst().stream()
          .anyMatch(AllwiseBulk::isRow)) {
        return CatalogFormat.ALLWISE_BULK;
      }
    }
    if (file.getName().toLowerCase(Locale.ROOT).startsWith("wise-allwise-cat-part")) {
      throw files.unreadable(
          "the first line of " + file.getName() + " does not have the 298 fields of" + " AllWISE.",
          null);
    }
    return CatalogFormat.CSV;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
