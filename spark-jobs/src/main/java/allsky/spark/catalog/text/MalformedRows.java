package allsky.spark.catalog.text;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads only the malformed lines, with their reasons. */
final class MalformedRows implements PartitionReader<InternalRow> {

  private final FileLines lines;
  private final List<String> wanted;

  MalformedRows(FileLines lines, List<String> wanted) {
    this.lines = lines;
    this.wanted = wanted;
  }

  @Override
  public boolean next() throws IOException {
    while (lines.next()) {
      if (lines.fault() != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    return new GenericInternalRow(wanted.stream().map(this::value).toArray());
  }

  private Object value(String column) {
    return UTF8String.fromString(column.equals(TextTable.LINE) ? lines.line() : lines.fault());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
