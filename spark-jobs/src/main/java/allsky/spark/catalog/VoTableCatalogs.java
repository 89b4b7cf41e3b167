package allsky.spark.catalog;

import allsky.spark.catalog.files.CatalogFiles;
import allsky.spark.catalog.files.CatalogFormat;
import allsky.spark.catalog.text.CsvHeader;
import allsky.spark.catalog.votable.VoDocument;
import allsky.spark.catalog.votable.VoTable;
import allsky.spark.catalog.votable.VoView;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.table.SourceTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;

/** Opens VOTable files: chooses the table and finds the columns that its UCDs mark as positions. */
final class VoTableCatalogs {

  /** The UCD of the main position, in UCD1+ and in UCD1. */
  private static final List<String> MAIN_RA = List.of("pos.eq.ra;meta.main", "pos_eq_ra_main");

  private static final List<String> MAIN_DEC = List.of("pos.eq.dec;meta.main", "pos_eq_dec_main");
  private static final List<String> ANY_RA = List.of("pos.eq.ra", "pos_eq_ra");
  private static final List<String> ANY_DEC = List.of("pos.eq.dec", "pos_eq_dec");

  private final SparkSession spark;
  private final CatalogFiles files;
  private final ColumnChoice choice;
  private final List<FileStatus> tables;

  /**
   * @param choice the columns that the user names; they select the table
   */
  VoTableCatalogs(SparkSession spark, CatalogFiles files, ColumnChoice choice) {
    this.spark = spark;
    this.files = files;
    this.choice = choice;
    this.tables = files.tables();
  }

  /** The first table with positions in each file. These tables have the same columns. */
  Catalog catalog() {
    List<String> notes = new ArrayList<>();
    VoTable table = chosen(tables.get(0), notes);
    for (FileStatus other : tables.subList(1, tables.size())) {
      requireSame(table, other, notes);
    }
    if (!table.complexColumns().isEmpty()) {
      notes.add(
          "columns of types that Spark does not have are skipped: "
              + String.join(", ", table.complexColumns()));
    }
    return new Catalog(
        CatalogFormat.VOTABLE,
        VoView.rows(spark, tables, table),
        itsColumns(table),
        List.copyOf(notes),
        Optional.of(VoView.malformed(spark, tables, table)));
  }

  private void requireSame(VoTable first, FileStatus file, List<String> notes) {
    VoTable other = chosen(file, notes);
    boolean isSame =
        other.fields().equals(first.fields())
            && other.number() == first.number()
            && other.data() == first.data();
    if (!isSame) {
      throw files.unreadable(
          "its files %s and %s have different tables; read them one by one."
              .formatted(tables.get(0).getPath().getName(), file.getPath().getName()),
          null);
    }
  }

  private VoTable chosen(FileStatus file, List<String> notes) {
    VoDocument document = document(file);
    List<VoTable> candidates = document.tables();
    if (candidates.isEmpty()) {
      throw files.unreadable("the VOTable contains no table with columns.", null);
    }
    VoTable chosen = files.hdu().map(name -> named(candidates, name)).orElse(first(candidates));
    String name = file.getPath().getName();
    if (candidates.size() > 1) {
      notes.add(
          "table %s of %s is read; for another table add #NUMBER or #NAME to the file name: %s"
              .formatted(chosen.title(), name, titles(candidates, chosen)));
    }
    document.notes().forEach(note -> notes.add(name + ": " + note));
    requireRows(chosen);
    if (chosen.data() == VoTable.Data.TABLEDATA
        && chosen.promisedRows() >= 0
        && chosen.promisedRows() != chosen.rowElements()) {
      notes.add(
          "%s: its header promises %,d rows, but it has %,d"
              .formatted(name, chosen.promisedRows(), chosen.rowElements()));
    }
    return chosen.withNames(CsvHeader.distinct(chosen.names()));
  }

  private VoDocument document(FileStatus file) {
    try {
      String label = files.input() + ": " + file.getPath().getName();
      return VoDocument.read(label, files.unpacked(file.getPath()));
    } catch (IOException e) {
      throw files.unreadable(file.getPath().getName() + ": " + e.getMessage(), e);
    }
  }

  private void requireRows(VoTable table) {
    switch (table.data()) {
      case FITS ->
          throw files.unreadable(
              "its rows are embedded FITS; save the table as FITS or as BINARY2.", null);
      case ELSEWHERE ->
          throw files.unreadable(
              "its rows are in another file; save the table and its rows in one file (in TOPCAT:"
                  + " BINARY2).",
              null);
      default -> {
        // Readable.
      }
    }
  }

  private VoTable named(List<VoTable> tables, String name) {
    List<VoTable> fitting =
        tables.stream()
            .filter(table -> name.matches("\\d+") ? isNumber(table, name) : isName(table, name))
            .toList();
    if (fitting.size() != 1) {
      throw files.unreadable(
          "%s table of it is %s; it has %s."
              .formatted(fitting.isEmpty() ? "no" : "more than one", name, titles(tables, null)),
          null);
    }
    return fitting.get(0);
  }

  private static boolean isNumber(VoTable table, String number) {
    return String.valueOf(table.number()).equals(number);
  }

  private static boolean isName(VoTable table, String name) {
    return table.name().equalsIgnoreCase(name);
  }

  private VoTable first(List<VoTable> tables) {
    return tables.stream().filter(this::hasPosition).findFirst().orElse(tables.get(0));
  }

  private boolean hasPosition(VoTable table) {
    return SourceTable.hasPosition(table.schema(), choice.orElse(itsColumns(table)));
  }

  private static String titles(List<VoTable> tables, VoTable without) {
    return String.join(
        ", ", tables.stream().filter(table -> !table.equals(without)).map(VoTable::title).toList());
  }

  /**
   * The position by UCD. Column names that archives use take precedence over a UCD that is not the
   * main one.
   */
  private static ColumnChoice itsColumns(VoTable table) {
    return position(table.columnsOf(MAIN_RA), table.columnsOf(MAIN_DEC))
        .or(
            () ->
                SourceTable.hasPosition(table.schema(), ColumnChoice.BY_KNOWN_NAMES)
                    ? Optional.empty()
                    : position(table.columnsOf(ANY_RA), table.columnsOf(ANY_DEC)))
        .orElse(ColumnChoice.BY_KNOWN_NAMES);
  }

  private static Optional<ColumnChoice> position(List<String> ra, List<String> dec) {
    return ra.size() == 1 && dec.size() == 1
        ? Optional.of(ColumnChoice.ofNullable(ra.get(0), dec.get(0), null, null))
        : Optional.empty();
  }
}
