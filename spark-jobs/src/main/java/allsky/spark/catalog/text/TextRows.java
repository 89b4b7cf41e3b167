package allsky.spark.catalog.text;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads the wanted columns of the rows, and skips malformed lines. */
final class TextRows implements PartitionReader<InternalRow> {

  private final FileLines lines;
  private final TextColumn[] columns;
  private final int[] positions;

  TextRows(FileLines lines, LineLayout layout, List<String> wanted) {
    this.lines = lines;
    List<String> names = layout.columns().stream().map(TextColumn::name).toList();
    this.positions = wanted.stream().mapToInt(names::indexOf).toArray();
    this.columns = new TextColumn[positions.length];
    for (int i = 0; i < positions.length; i++) {
      columns[i] = layout.columns().get(positions[i]);
    }
  }

  @Override
  public boolean next() throws IOException {
    while (lines.next()) {
      if (lines.fault() == null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    Object[] values = new Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = columns[i].value(lines.field(positions[i]));
    }
    return new GenericInternalRow(values);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
