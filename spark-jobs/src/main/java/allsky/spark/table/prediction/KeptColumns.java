package allsky.spark.table.prediction;

import allsky.spark.columns.Columns;
import allsky.spark.columns.TakenNames;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.PhotometryColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * The columns of sources that a table keeps: the key, columns that are always kept, and columns
 * that the user requests. If a column has the name of one of the table's own columns, it is renamed
 * to {@code source_...}, with a number at the end if that name is taken too.
 *
 * @param rows the sources, with these columns under their new names
 * @param fields the columns, the key first
 * @param notes notes for the user, a sentence each
 */
public record KeptColumns(Dataset<Row> rows, List<StructField> fields, List<String> notes) {

  /** The option that requests columns. */
  public static final String OPTION = "--columns";

  /** The value that requests all columns. */
  public static final String ALL = "all";

  /** The value that requests no additional columns. */
  public static final String NONE = "none";

  private static final String RENAMED = "source_";

  /** Names that jobs and HATS catalogs use internally. */
  private static final List<String> WORKING =
      List.of(
          "_tile",
          "_partition",
          "_part",
          "_task",
          "partition_of_the_row",
          "Norder",
          "Dir",
          "Npix",
          "wave",
          PhotometryColumn.NAME,
          PhotometryColumn.ALL_BANDS,
          SourceFacts.W1,
          SourceFacts.FLAGS);

  private static final int MAX_NAMES_IN_NOTE = 6;

  /** Columns that every table has with the same meaning. */
  private static final Set<String> SAME =
      caseless(List.of(SourceTable.RA, SourceTable.DEC, MatchTable.HEALPIX_29));

  /**
   * Chooses among the columns of a table.
   *
   * @param first the key and the columns that are always kept
   * @param offered the columns of {@value #ALL}, as spelled in the rows
   * @param asked the names from the user, {@value #ALL}, {@value #NONE}, or empty without the
   *     option
   * @param own the names of the new table's own columns
   * @throws allsky.UserError if a name is not a column
   */
  public static KeptColumns of(
      Dataset<Row> rows,
      List<StructField> first,
      List<String> offered,
      List<String> asked,
      List<String> own) {
    Set<String> kept = caseless(first.stream().map(StructField::name).toList());
    TakenNames taken = new TakenNames(own);
    WORKING.forEach(taken::free);
    kept.forEach(taken::free);
    List<String> notes = new ArrayList<>();
    List<StructField> fields = new ArrayList<>(first);
    Dataset<Row> renamed = rows;
    List<String> chosen =
        chosen(rows, offered, asked).stream()
            .filter(name -> !kept.contains(name) && !SAME.contains(name))
            .toList();
    Set<String> unrenamed = caseless(chosen);
    unrenamed.removeIf(taken::contains);
    unrenamed.forEach(taken::free);
    for (String name : chosen) {
      if (kept.contains(name)) {
        continue;
      }
      String newName = unrenamed.contains(name) ? name : taken.free(RENAMED + name);
      if (!newName.equals(name)) {
        notes.add(
            name
                + " is written as "
                + newName
                + ", because the output has a column with this name");
        renamed = renamed.withColumn(newName, Columns.named(name));
      }
      kept.add(name);
      fields.add(Columns.renamed(rows.schema().apply(name), newName));
    }
    if (asked.isEmpty()) {
      lost(offered, kept).ifPresent(notes::add);
    }
    return new KeptColumns(renamed, List.copyOf(fields), List.copyOf(notes));
  }

  private static Set<String> chosen(Dataset<Row> rows, List<String> offered, List<String> asked) {
    if (isWord(asked, ALL)) {
      return new LinkedHashSet<>(offered);
    }
    return asked.isEmpty() || isWord(asked, NONE)
        ? Set.of()
        : new LinkedHashSet<>(
            SourceTable.columnsNamed(OPTION, asked, Arrays.asList(rows.columns())));
  }

  /** True if the user gave this word instead of names. */
  public static boolean isWord(List<String> asked, String word) {
    return asked.size() == 1 && asked.get(0).strip().equalsIgnoreCase(word);
  }

  private static Optional<String> lost(List<String> offered, Set<String> kept) {
    Set<String> unsaid = caseless(CutoutTable.KEPT);
    List<String> lost =
        offered.stream()
            .filter(name -> !kept.contains(name) && !SAME.contains(name) && !unsaid.contains(name))
            .filter(name -> !name.equalsIgnoreCase(SourceTable.COADD_ID))
            .toList();
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    String names = String.join(", ", lost.subList(0, Math.min(MAX_NAMES_IN_NOTE, lost.size())));
    return Optional.of(
        String.format(
            "columns that are not kept: %s%s (use %s NAME,...|all to keep them)",
            names,
            lost.size() > MAX_NAMES_IN_NOTE
                ? " and " + (lost.size() - MAX_NAMES_IN_NOTE) + " more"
                : "",
            OPTION));
  }

  private static Set<String> caseless(List<String> names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(names);
    return set;
  }
}
