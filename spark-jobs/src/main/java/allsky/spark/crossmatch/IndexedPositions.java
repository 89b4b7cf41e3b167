package allsky.spark.crossmatch;

import allsky.sky.SkyPosition;
import allsky.sky.ZoneIndex;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The smaller catalog's positions with their row ids, as they travel to the executors. */
final class IndexedPositions implements Serializable {

  private static final long serialVersionUID = 1L;

  static final String ID = "id";
  static final String SEPARATION = "separation";

  /** What {@link #hits} gives: the ids of the rows within the radius, and how far they are. */
  static final ArrayType HITS =
      DataTypes.createArrayType(
          DataTypes.createStructType(
              new StructField[] {
                DataTypes.createStructField(ID, DataTypes.LongType, false),
                DataTypes.createStructField(SEPARATION, DataTypes.DoubleType, false)
              }),
          false);

  private static final int BYTES_PER_ROW = Long.BYTES + 2 * Double.BYTES;

  private final ZoneIndex index;
  private final long[] ids;
  private final double radiusArcsec;

  private IndexedPositions(ZoneIndex index, long[] ids, double radiusArcsec) {
    this.index = index;
    this.ids = ids;
    this.radiusArcsec = radiusArcsec;
  }

  /**
   * Brings positions to the driver, packed: as rows they would take ten times the time and memory.
   *
   * @param positions id (long), ra and dec (valid, degrees), in this order
   */
  static IndexedPositions collect(Dataset<Row> positions, double radiusArcsec) {
    List<byte[]> packed =
        positions
            .mapPartitions(
                (MapPartitionsFunction<Row, byte[]>) IndexedPositions::pack, Encoders.BINARY())
            .collectAsList();
    int count = packed.stream().mapToInt(bytes -> bytes.length / BYTES_PER_ROW).sum();
    long[] ids = new long[count];
    double[] raDeg = new double[count];
    double[] decDeg = new double[count];
    int row = 0;
    for (byte[] bytes : packed) {
      for (ByteBuffer values = ByteBuffer.wrap(bytes); values.hasRemaining(); row++) {
        ids[row] = values.getLong();
        raDeg[row] = values.getDouble();
        decDeg[row] = values.getDouble();
      }
    }
    return new IndexedPositions(ZoneIndex.of(raDeg, decDeg, radiusArcsec), ids, radiusArcsec);
  }

  /** The rows within the radius of a position, or null where there are none. */
  List<Row> hits(Double ra, Double dec) {
    if (ra == null || dec == null || !SkyPosition.isValid(ra, dec)) {
      return null;
    }
    List<Row> hits = new ArrayList<>(0);
    index.visitWithin(
        ra,
        dec,
        radiusArcsec,
        (row, separationArcsec) -> hits.add(RowFactory.create(ids[row], separationArcsec)));
    return hits.isEmpty() ? null : hits;
  }

  private static Iterator<byte[]> pack(Iterator<Row> rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream values = new DataOutputStream(bytes);
    while (rows.hasNext()) {
      Row row = rows.next();
      values.writeLong(row.getLong(0));
      values.writeDouble(row.getDouble(1));
      values.writeDouble(row.getDouble(2));
    }
    return List.of(bytes.toByteArray()).iterator();
  }
}
