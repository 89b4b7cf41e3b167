package allsky.spark.catalog.fits;

import allsky.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads one range of rows of a FITS binary table, about a megabyte at a time. */
final class FitsTableRows implements PartitionReader<InternalRow> {

  private static final int CHUNK_BYTES = 1 << 20;

  private final FitsTableHeader header;
  private final FitsColumn[] columns;
  private final RowRange range;
  private final Configuration hadoop;
  private final byte[] chunk;
  private final ByteBuffer values;

  private FitsBytes file;
  private InputStream stream;
  private long rowsRead;
  private int rowsInChunk;
  private int rowOfChunk = -1;

  FitsTableRows(
      FitsTableHeader header, List<FitsColumn> columns, RowRange range, Configuration hadoop) {
    this.header = header;
    this.columns = columns.toArray(new FitsColumn[0]);
    this.range = range;
    this.hadoop = hadoop;
    int rows = (int) Math.min(range.count(), Math.max(1, CHUNK_BYTES / header.rowBytes()));
    this.chunk = new byte[Math.multiplyExact(rows, header.rowBytes())];
    // FITS is big-endian, like a ByteBuffer.
    this.values = ByteBuffer.wrap(chunk);
  }

  @Override
  public boolean next() throws IOException {
    rowOfChunk++;
    if (rowOfChunk == rowsInChunk) {
      readChunk();
    }
    return rowOfChunk < rowsInChunk;
  }

  @Override
  public InternalRow get() {
    Object[] row = new Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      row[i] = columns[i].read(values, rowOfChunk * header.rowBytes());
    }
    return new GenericInternalRow(row);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private void readChunk() throws IOException {
    rowsInChunk = (int) Math.min(chunk.length / header.rowBytes(), range.count() - rowsRead);
    rowOfChunk = 0;
    // Counting rows needs no column, so no byte is read.
    if (rowsInChunk > 0 && columns.length > 0) {
      open();
      int wanted = rowsInChunk * header.rowBytes();
      if (stream.readNBytes(chunk, 0, wanted) < wanted) {
        throw new UserError("Cannot read " + header.path() + ": the file is truncated.");
      }
    }
    rowsRead += rowsInChunk;
  }

  private void open() throws IOException {
    if (stream == null) {
      file = FitsBytes.open(new Path(header.path()), hadoop);
      stream = file.from(header.dataOffset() + range.first() * header.rowBytes());
    }
  }
}
