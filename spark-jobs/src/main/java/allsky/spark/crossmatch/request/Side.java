package allsky.spark.crossmatch.request;

import static org.apache.spark.sql.functions.col;

import allsky.spark.table.RejectedTable;
import org.apache.spark.sql.Column;

/**
 * The two sides of a match. Among the pairs the carried columns of a side are the fields of one
 * struct column, {@link #row}; the columns that the match computes for a side are next to it.
 */
public enum Side {
  /** The sources. */
  LEFT("left", RejectedTable.SOURCES),
  /** The spectra, or the rows of any other catalog. */
  RIGHT("right", RejectedTable.SPECTRA);

  private final String title;
  private final String input;

  Side(String title, String input) {
    this.title = title;
    this.input = input;
  }

  /** The opposite side. */
  public Side other() {
    return this == LEFT ? RIGHT : LEFT;
  }

  /** The name of this side's input in {@link RejectedTable#INPUT}. */
  public String input() {
    return input;
  }

  /** The option that names this side's input. */
  public String option() {
    return "--" + input;
  }

  /** The struct column that holds the carried columns. */
  public String row() {
    return title;
  }

  /** A carried column; null if a pair has no row of this side. */
  public Column column(String name) {
    return col(row()).getField(name);
  }

  /** Identifies a row of this side, even where keys repeat. */
  public String id() {
    return "id_of_" + title;
  }

  /** Right ascension that is compared, degrees; null if the row has no pairs. */
  public String ra() {
    return "ra_of_" + title;
  }

  /** Declination that is compared, degrees; null if the row has no pairs. */
  public String dec() {
    return "dec_of_" + title;
  }

  /** Positional error, arcsec. */
  public String error() {
    return "error_of_" + title;
  }

  /** More values that a rule may compare, or null; see {@link ComparedRow}. */
  public String more() {
    return "more_of_" + title;
  }

  /** True if errors count and the row's error is not known. */
  public String withoutError() {
    return "without_error_of_" + title;
  }

  /** Why the row has no pairs. */
  public String rejection() {
    return "rejection_of_" + title;
  }

  /** True if the position that is compared was moved to the common epoch. */
  public String moved() {
    return "moved_of_" + title;
  }

  /** False if the row has no key. */
  public String hasKey() {
    return "has_key_of_" + title;
  }

  /** Orders rows at equal separations. */
  public String tie() {
    return "tie_of_" + title;
  }

  /** The rank of a pair among the pairs of this side's row, nearest first, from 1. */
  public String rank() {
    return "rank_for_" + title;
  }

  /** Rows of the other side within the radius of this side's row. */
  public String partners() {
    return "partners_of_" + title;
  }
}
