package allsky.spark.catalog;

import allsky.UserError;
import allsky.spark.catalog.files.CatalogFiles;
import allsky.spark.catalog.files.CatalogFormat;
import allsky.spark.catalog.text.AllwiseBulk;
import allsky.spark.catalog.text.CsvHeader;
import allsky.spark.catalog.text.DelimitedLayout;
import allsky.spark.catalog.text.EcsvHeader;
import allsky.spark.catalog.text.IpacLayout;
import allsky.spark.catalog.text.LineLayout;
import allsky.spark.catalog.text.TextTable;
import allsky.spark.catalog.text.TextType;
import allsky.spark.catalog.text.TypeGuess;
import allsky.spark.columns.ColumnChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Opens text catalogs. The driver detects their layout once. */
final class TextCatalogs {

  /** Columns of archives whose digits are text: cc_flags 0000 must not become 0. */
  private static final Set<String> TEXT_COLUMNS =
      Set.of(
          "designation",
          "source_name",
          "name",
          "coadd_id",
          "pmcode",
          "cc_flags",
          "rel",
          "var_flg",
          "ph_qual",
          "satnum",
          "moon_lev",
          "w1cc_map_str",
          "w2cc_map_str",
          "w3cc_map_str",
          "w4cc_map_str",
          "specobjid",
          "class",
          "subclass");

  private final SparkSession spark;
  private final CatalogFiles files;
  private final List<FileStatus> tables;

  TextCatalogs(SparkSession spark, CatalogFiles files) {
    this.spark = spark;
    this.files = files;
    this.tables = files.tables();
  }

  /** AllWISE's bulk files. Their columns are fixed. */
  Catalog allwiseBulk() {
    return catalog(CatalogFormat.ALLWISE_BULK, AllwiseBulk.layout(), List.of());
  }

  /** IPAC tables with the same header. */
  Catalog ipac() {
    IpacHeader header = shared("header", this::ipacHeader);
    return catalog(CatalogFormat.IPAC, header.layout(), header.notes());
  }

  /** CSV files with the same header line. One pass over the files determines the column types. */
  Catalog csv() {
    CsvHeader header = shared("header line", this::csvHeader);
    List<String> notes = new ArrayList<>();
    if (header.separator() != ',') {
      notes.add("its fields are separated by " + header.separatorTitle());
    }
    if (!header.numbered().isEmpty()) {
      notes.add(
          "column names that occur twice get a number: " + String.join(" ", header.numbered()));
    }
    return catalog(CatalogFormat.CSV, typed(header.layout()), notes);
  }

  /** ECSV tables with the same header. */
  Catalog ecsv() {
    EcsvHeader header = shared("header", this::ecsvHeader);
    List<String> notes = new ArrayList<>();
    if (!header.arrays().isEmpty()) {
      notes.add("arrays are read as JSON text: " + String.join(" ", header.arrays()));
    }
    return catalog(CatalogFormat.ECSV, header.layout(), notes);
  }

  private Catalog catalog(CatalogFormat format, LineLayout layout, List<String> itsNotes) {
    List<String> notes = new ArrayList<>(itsNotes);
    if (tables.stream().anyMatch(table -> table.getPath().getParent().getName().contains("="))) {
      notes.add("the names of name=value folders are not read as columns");
    }
    return new Catalog(
        format,
        TextTable.rows(spark, tables, layout),
        ColumnChoice.BY_KNOWN_NAMES,
        List.copyOf(notes),
        Optional.of(TextTable.malformed(spark, tables, layout)),
        files.below().skipped());
  }

  private DelimitedLayout typed(DelimitedLayout texts) {
    TypeGuess guess =
        TextTable.rows(spark, tables, texts)
            .toJavaRDD()
            .aggregate(new TypeGuess(texts.columns().size()), TypeGuess::add, TypeGuess::merge);
    return texts.withTypes(
        i -> {
          String name = texts.columns().get(i).name().toLowerCase(Locale.ROOT);
          return TEXT_COLUMNS.contains(name) ? TextType.TEXT : guess.type(i);
        });
  }

  /**
   * The value that all files share.
   *
   * @throws UserError if two files differ
   */
  private <T> T shared(String what, Function<Path, T> read) {
    Path firstPath = tables.get(0).getPath();
    T first = read.apply(firstPath);
    for (FileStatus table : tables.subList(1, tables.size())) {
      if (!read.apply(table.getPath()).equals(first)) {
        throw files.unreadable(
            String.format(
                "its files %s and %s have different %ss; read them one by one.",
                firstPath.getName(), table.getPath().getName(), what),
            null);
      }
    }
    return first;
  }

  private CsvHeader csvHeader(Path file) {
    try (BufferedReader lines = files.lines(file)) {
      String first =
          lines
              .lines()
              .filter(line -> !line.isBlank() && !DelimitedLayout.isComment(line))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("it has only comments"));
      return CsvHeader.of(first);
    } catch (IOException e) {
      throw files.unreadable(file.getName() + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw files.unreadable(file.getName() + ": " + e.getMessage() + ".", e);
    }
  }

  private EcsvHeader ecsvHeader(Path file) {
    try (BufferedReader lines = files.lines(file)) {
      return EcsvHeader.read(lines);
    } catch (IOException e) {
      throw files.unreadable(file.getName() + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw files.unreadable(file.getName() + ": " + e.getMessage() + ".", e);
    }
  }

  private IpacHeader ipacHeader(Path file) {
    try (BufferedReader lines = files.lines(file)) {
      return IpacHeader.read(lines);
    } catch (IOException e) {
      throw files.unreadable(file.getName() + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw files.unreadable(file.getName() + " is not an IPAC table: " + e.getMessage() + ".", e);
    }
  }

  /**
   * The header of an IPAC table.
   *
   * @param database the name of the table from the keyword DATABASE; empty if there is none
   */
  private record IpacHeader(IpacLayout layout, String database) {

    static IpacHeader read(BufferedReader lines) throws IOException {
      List<String> bars = new ArrayList<>();
      String database = "";
      String line = lines.readLine();
      while (line != null
          && (line.isBlank() || IpacLayout.isKeyword(line) || IpacLayout.isBars(line))) {
        if (IpacLayout.isBars(line)) {
          bars.add(line);
        } else if (line.stripLeading().startsWith("\\DATABASE")) {
          database = line.substring(line.indexOf('=') + 1).replace('\'', ' ').strip();
        }
        line = lines.readLine();
      }
      if (bars.isEmpty()) {
        throw new IllegalArgumentException("it has no header line with column names between bars");
      }
      return new IpacHeader(IpacLayout.of(bars), database);
    }

    List<String> notes() {
      return database.isEmpty() ? List.of() : List.of("its header says: " + database);
    }
  }
}
