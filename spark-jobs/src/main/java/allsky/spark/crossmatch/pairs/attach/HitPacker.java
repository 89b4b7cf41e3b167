package allsky.spark.crossmatch.pairs.attach;

import allsky.spark.crossmatch.pairs.index.HitList;
import allsky.spark.crossmatch.pairs.index.IndexedPositions;
import allsky.spark.crossmatch.pairs.scan.ScanAccumulator;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Scans the rows that passed the coverage filter: packs each row that pairs, with its hits, and
 * counts the hits of each indexed row. A packed row is the length and the bytes of its carried
 * columns, then the number of hits, then for each hit the indexed row, the separation and the
 * separation in units of its error; all in eight bytes.
 *
 * @param index the positions of the smaller catalog, in single rows
 * @param scan counts the rejected rows and the chance pairs
 * @param hits counts the pairs of each indexed row
 * @param layout where the values of a scanned row are
 */
record HitPacker(
    Broadcast<IndexedPositions> index, ScanAccumulator scan, IndexedHits hits, RowLayout layout)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<byte[]>> {

  private static final int CHUNK_BYTES = 256 << 10;

  @Override
  public Iterator<byte[]> call(Integer partition, Iterator<InternalRow> rows) {
    return new Chunks(partition, rows);
  }

  private final class Chunks implements Iterator<byte[]> {

    private final Iterator<InternalRow> rows;
    private final IndexedHits.Part found;
    private final ScanAccumulator.Part counts = scan.ofThisTask();
    private final IndexedPositions positions = index.value();
    private final HitList list = new HitList();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream values = new DataOutputStream(bytes);
    private int ordinal;

    Chunks(int partition, Iterator<InternalRow> rows) {
      this.rows = rows;
      this.found = hits.newPart(partition);
    }

    @Override
    public boolean hasNext() {
      if (bytes.size() > 0) {
        return true;
      }
      try {
        while (rows.hasNext() && bytes.size() < CHUNK_BYTES) {
          scan(rows.next());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!rows.hasNext()) {
        hits.add(found.trimmed());
      }
      return bytes.size() > 0;
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      byte[] chunk = bytes.toByteArray();
      bytes.reset();
      return chunk;
    }

    private void scan(InternalRow row) throws IOException {
      if (layout.isRejected(row)) {
        counts.reject(layout.rejection(row));
        return;
      }
      positions.find(layout.compared(row), counts.chancePairs(), list);
      if (list.size() > 0) {
        pack(row);
        ordinal++;
      }
    }

    private void pack(InternalRow row) throws IOException {
      byte[] carried = layout.carried(row).getBytes();
      values.writeLong(carried.length);
      values.write(carried);
      values.writeLong(list.size());
      for (int i = 0; i < list.size(); i++) {
        values.writeLong(list.row(i));
        values.writeDouble(list.separation(i));
        values.writeDouble(list.sigmas(i));
        found.add(list.row(i), list.sigmas(i), list.separation(i), layout.tie(row), ordinal);
      }
    }
  }
}
