package allsky.spark.catalog.fits;

import allsky.UserError;
import allsky.fits.UnreadableImageException;
import allsky.spark.catalog.files.CatalogFiles;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.fault.Storage;
import allsky.spark.table.SourceTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Chooses a table of a FITS file: the one that the user names by the number or the EXTNAME of its
 * HDU, or else the first table with position columns.
 */
public final class FitsTableChoice {

  private final CatalogFiles files;
  private final Path path;
  private final Configuration hadoop;
  private final FitsTables found;

  private FitsTableChoice(CatalogFiles files, Configuration hadoop, FitsTables found) {
    this.files = files;
    this.path = files.path();
    this.hadoop = hadoop;
    this.found = found;
  }

  /**
   * The table that was chosen.
   *
   * @param offset bytes from the start of the decompressed file to its header
   * @param notes on columns that are skipped, a sentence each
   * @param told on the other tables of the file, a sentence each
   */
  public record Chosen(long offset, List<String> notes, List<String> told) {}

  /**
   * Chooses a table of a file.
   *
   * @param choice the columns that the user names
   * @throws UserError if no table can be read, or the table that the user names does not exist
   */
  public static Chosen of(CatalogFiles files, ColumnChoice choice, Configuration hadoop) {
    try {
      FitsTables found = FitsTables.of(files.path(), hadoop);
      return new FitsTableChoice(files, hadoop, found).chosen(choice);
    } catch (UnreadableImageException e) {
      throw files.unreadable(e.getMessage() + ".", e);
    } catch (IOException e) {
      throw files.unreadable(Storage.reason(e), e);
    }
  }

  private Chosen chosen(ColumnChoice choice) {
    FitsTable table = files.hdu().map(this::named).orElseGet(() -> first(choice));
    List<String> told = new ArrayList<>(found.notes());
    if (found.tables().size() > 1) {
      told.add(
          String.format(
              "the table of HDU %s is read%s; for another table add #NUMBER or #EXTNAME to the"
                  + " file name: %s",
              table,
              files.hdu().isPresent() ? "" : ", the first table with" + " positions",
              others(table)));
    }
    List<String> notes = FitsTableHeader.of(path, table, hadoop).notes();
    return new Chosen(table.offset(), notes, told);
  }

  private FitsTable named(String hdu) {
    List<FitsTable> fitting = found.tables().stream().filter(table -> isNamed(table, hdu)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw files.unreadable(
        fitting.isEmpty()
            ? "its HDU " + hdu + " is not a binary table; " + there()
            : "more than one HDU has the name " + hdu + ": " + list(fitting) + "; give the number.",
        null);
  }

  private static boolean isNamed(FitsTable table, String hdu) {
    return hdu.matches("\\d+")
        ? String.valueOf(table.number()).equals(hdu)
        : table.name().equalsIgnoreCase(hdu);
  }

  private FitsTable first(ColumnChoice choice) {
    if (found.tables().isEmpty()) {
      throw files.unreadable("the FITS file has " + there(), null);
    }
    if (found.tables().size() == 1) {
      return found.tables().get(0);
    }
    return found.tables().stream()
        .filter(table -> hasPosition(table, choice))
        .findFirst()
        .orElseThrow(
            () ->
                files.unreadable(
                    String.format(
                        "no table has position columns; add an HDU to the file name, such as #%d,"
                            + " and name its columns with %s and %s (it has %s).",
                        found.tables().get(found.tables().size() - 1).number(),
                        files.input().columnOption("ra"),
                        files.input().columnOption("dec"),
                        list(found.tables())),
                    null));
  }

  /** A table that cannot be read is not chosen unless the user names it. */
  private boolean hasPosition(FitsTable table, ColumnChoice choice) {
    try {
      return SourceTable.hasPosition(FitsTableHeader.of(path, table, hadoop).schema(), choice);
    } catch (UserError e) {
      return false;
    }
  }

  private String there() {
    String besides = found.others().isEmpty() ? "" : " (" + String.join(", ", found.others()) + ")";
    return found.tables().isEmpty()
        ? "no binary table" + besides + "."
        : "it has " + list(found.tables()) + besides + ".";
  }

  private String others(FitsTable read) {
    return list(found.tables().stream().filter(table -> table.number() != read.number()).toList());
  }

  private static String list(List<FitsTable> tables) {
    return tables.stream().map(FitsTable::toString).collect(Collectors.joining(", "));
  }
}
