package allsky.spark.export;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import uk.ac.starlink.table.AbstractStarTable;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;

/**
 * Rows of Spark as a table of STIL, which is read from its begin to its end. Each reading computes
 * the rows anew; the driver holds one partition.
 */
final class SparkStarTable extends AbstractStarTable {

  private final Dataset<Row> rows;
  private final List<ExportColumn> columns;
  private final long count;
  private final Runnable rowRead;

  /**
   * @param columns those that the table has
   * @param count number of rows
   * @param rowRead is called for each row of each reading
   */
  SparkStarTable(Dataset<Row> rows, List<ExportColumn> columns, long count, Runnable rowRead) {
    this.rows = rows;
    this.columns = columns;
    this.count = count;
    this.rowRead = rowRead;
  }

  @Override
  public int getColumnCount() {
    return columns.size();
  }

  @Override
  public ColumnInfo getColumnInfo(int column) {
    return columns.get(column).info();
  }

  @Override
  public long getRowCount() {
    return count;
  }

  @Override
  public RowSequence getRowSequence() {
    return new Sequence(rows.toLocalIterator());
  }

  private final class Sequence implements RowSequence {

    private final Iterator<Row> iterator;
    private Row row;

    Sequence(Iterator<Row> iterator) {
      this.iterator = iterator;
    }

    @Override
    public boolean next() {
      boolean hasNext = iterator.hasNext();
      row = hasNext ? iterator.next() : null;
      if (hasNext) {
        rowRead.run();
      }
      return hasNext;
    }

    @Override
    public Object getCell(int column) {
      if (row == null) {
        throw new NoSuchElementException("Invalid call (needs a row): getCell");
      }
      return columns.get(column).of(row);
    }

    @Override
    public Object[] getRow() {
      Object[] cells = new Object[columns.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = getCell(i);
      }
      return cells;
    }

    @Override
    public void close() {
      row = null;
    }
  }
}
