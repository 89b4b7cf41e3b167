package allsky.spark.report.run;

import allsky.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A CSV file of a job, whose cells have no commas.
 *
 * @param name the file, for messages
 * @param text the text of the file
 * @param head the names of the columns
 * @param rows the cells of each row
 */
public record CsvFile(String name, String text, List<String> head, List<String[]> rows) {

  /**
   * Reads the text of a file.
   *
   * @throws UserError if the file has no rows, or a row is not as long as the head
   */
  public static CsvFile of(String name, String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    List<String[]> rows = new ArrayList<>();
    lines.stream().skip(1).forEach(line -> rows.add(line.split(",", -1)));
    if (rows.isEmpty()) {
      throw new UserError("Cannot read " + name + ": it has no rows.");
    }
    List<String> head = Arrays.asList(lines.get(0).split(",", -1));
    for (String[] row : rows) {
      if (row.length != head.size()) {
        throw new UserError(
            "Cannot read " + name + ": not as long as the head: " + String.join(",", row));
      }
    }
    return new CsvFile(name, text, head, rows);
  }

  /**
   * The place of a column.
   *
   * @throws UserError if the file does not have it
   */
  public int place(String column) {
    int place = head.indexOf(column);
    if (place < 0) {
      throw new UserError("Cannot read " + name + ": it has no column " + column + ".");
    }
    return place;
  }

  /**
   * The number in a cell, NaN for an empty one.
   *
   * @throws UserError if the cell has other text
   */
  public double number(String[] row, String column) {
    String cell = row[place(column)];
    try {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new UserError(
          "Cannot read " + name + ": not a number in the column " + column + ": " + cell, e);
    }
  }

  /** The numbers of a column. */
  public double[] numbers(String column) {
    return rows.stream().mapToDouble(row -> number(row, column)).toArray();
  }

  /** The rows with a text in a column. */
  public List<String[]> where(String column, String text) {
    int place = place(column);
    return rows.stream().filter(row -> row[place].equals(text)).toList();
  }
}
