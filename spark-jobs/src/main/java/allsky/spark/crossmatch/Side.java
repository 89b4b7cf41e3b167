package allsky.spark.crossmatch;

import allsky.spark.table.Columns;
import org.apache.spark.sql.Column;

/** The two sides of a match, and what a side's columns are called among the pairs. */
enum Side {
  LEFT("left"),
  RIGHT("right");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  Side other() {
    return this == LEFT ? RIGHT : LEFT;
  }

  /** The name of a catalog's own column. */
  String named(String column) {
    return title + "_" + column;
  }

  /** A catalog's own column. */
  Column column(String name) {
    return Columns.named(named(name));
  }

  // None of the names below begins as a catalog's own column does.

  /** Tells the rows of a side apart, whatever their keys. */
  String id() {
    return "id_of_" + title;
  }

  /** Right ascension that is compared, degrees; null where the row pairs with nothing. */
  String ra() {
    return "ra_of_" + title;
  }

  /** Declination that is compared, degrees. */
  String dec() {
    return "dec_of_" + title;
  }

  /** Positional error, arcsec. */
  String error() {
    return "error_of_" + title;
  }

  /** True where errors count and the row's is not known. */
  String withoutError() {
    return "without_error_of_" + title;
  }

  /** Why the row pairs with nothing. */
  String rejection() {
    return "rejection_of_" + title;
  }

  /** True where the position that is compared was moved to the common epoch. */
  String moved() {
    return "moved_of_" + title;
  }

  /** False where the row has no key. */
  String hasKey() {
    return "has_key_of_" + title;
  }

  /** Orders rows at equal separations. */
  String tie() {
    return "tie_of_" + title;
  }

  /** The place of a pair among those of this side's row, nearest first, from 1. */
  String rank() {
    return "rank_for_" + title;
  }

  /** Rows of the other side within the radius of this side's row. */
  String partners() {
    return "partners_of_" + title;
  }
}
