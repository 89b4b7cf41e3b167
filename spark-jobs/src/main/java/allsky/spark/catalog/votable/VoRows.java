package allsky.spark.catalog.votable;

import allsky.spark.catalog.text.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the rows of one file's table, or its malformed rows. Only the wanted columns are returned.
 */
final class VoRows implements PartitionReader<InternalRow> {

  private final VoXml xml;
  private final RowSource rows;
  private final boolean malformed;
  private final List<String> wanted;
  private final int[] positions;

  /**
   * @param malformed true to read the malformed rows, in the columns of {@link TextTable}
   */
  VoRows(String path, VoTable table, boolean malformed, List<String> wanted, Configuration hadoop)
      throws IOException {
    this.xml = new VoXml(path, opened(new Path(path), hadoop));
    this.malformed = malformed;
    this.wanted = wanted;
    List<String> names = table.fields().stream().map(VoField::name).toList();
    this.positions = wanted.stream().mapToInt(names::indexOf).toArray();
    this.rows = rows(table);
  }

  private static InputStream opened(Path path, Configuration hadoop) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    InputStream stream = path.getFileSystem(hadoop).open(path);
    return codec == null ? stream : codec.createInputStream(stream);
  }

  private RowSource rows(VoTable table) {
    List<VoCells> cells = table.fields().stream().map(VoCells::new).toList();
    goTo("TABLE", table.number());
    switch (table.data()) {
      case TABLEDATA -> {
        goTo("TABLEDATA", 1);
        return new TabledataRows(xml, cells);
      }
      case BINARY, BINARY2 -> {
        goTo("STREAM", 1);
        return new BinaryRows(xml, cells, table);
      }
      default -> throw new IllegalStateException("Invalid data of a table: " + table.data());
    }
  }

  private void goTo(String element, int number) {
    int count = 0;
    while (count < number) {
      if (!xml.nextElement()) {
        throw xml.fault("the file changed while it was read");
      }
      count += xml.element().equals(element) ? 1 : 0;
    }
  }

  @Override
  public boolean next() {
    while (rows.next()) {
      if ((rows.fault() != null) == malformed) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    return new GenericInternalRow(
        malformed
            ? wanted.stream().map(this::fault).toArray()
            : Arrays.stream(positions).mapToObj(rows::value).toArray());
  }

  private Object fault(String column) {
    return UTF8String.fromString(column.equals(TextTable.LINE) ? rows.text() : rows.fault());
  }

  @Override
  public void close() throws IOException {
    xml.close();
  }
}
