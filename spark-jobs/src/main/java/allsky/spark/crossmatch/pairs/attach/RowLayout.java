package allsky.spark.crossmatch.pairs.attach;

import allsky.spark.crossmatch.pairs.index.PackedPositions;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.RejectedTable.Rejection;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Where the values of a side are in Spark's internal rows. The rows come from a projection, so that
 * their structs are {@link UnsafeRow}s.
 */
record RowLayout(
    int row,
    int fields,
    int ra,
    int dec,
    int error,
    int more,
    int tie,
    int moved,
    int withoutError,
    int hasKey,
    int rejection)
    implements Serializable {

  private static final int REJECTION_FIELDS = 4;

  /** The layout of rows with rejections. */
  static RowLayout of(StructType schema, Side side) {
    int row = schema.fieldIndex(side.row());
    return new RowLayout(
        row,
        ((StructType) schema.fields()[row].dataType()).size(),
        schema.fieldIndex(side.ra()),
        schema.fieldIndex(side.dec()),
        schema.fieldIndex(side.error()),
        schema.fieldIndex(side.more()),
        schema.fieldIndex(side.tie()),
        schema.fieldIndex(side.moved()),
        schema.fieldIndex(side.withoutError()),
        schema.fieldIndex(side.hasKey()),
        schema.fieldIndex(side.rejection()));
  }

  /** The carried columns. */
  UnsafeRow carried(InternalRow values) {
    return (UnsafeRow) values.getStruct(row, fields);
  }

  /** True if the row has no pairs. */
  boolean isRejected(InternalRow values) {
    return !values.isNullAt(rejection) || values.isNullAt(ra) || values.isNullAt(dec);
  }

  /** Why the row has no pairs. */
  Rejection rejection(InternalRow values) {
    InternalRow why = values.getStruct(rejection, REJECTION_FIELDS);
    return new Rejection(text(why, 0), text(why, 1), number(why, 2), number(why, 3));
  }

  private static String text(InternalRow values, int field) {
    UTF8String text = values.getUTF8String(field);
    return text == null ? null : text.toString();
  }

  private static Double number(InternalRow values, int field) {
    return values.isNullAt(field) ? null : values.getDouble(field);
  }

  /** The values of a row, which has a position, that a rule compares. */
  ComparedRow compared(InternalRow values) {
    return new ComparedRow(
        values.getDouble(ra),
        values.getDouble(dec),
        error(values),
        values.getLong(tie),
        more(values));
  }

  private double[] more(InternalRow values) {
    return values.isNullAt(more) ? null : values.getArray(more).toDoubleArray();
  }

  /** The positional error, arcsec; NaN if it is not known. */
  private double error(InternalRow values) {
    return values.isNullAt(error) ? Double.NaN : values.getDouble(error);
  }

  long tie(InternalRow values) {
    return values.getLong(tie);
  }

  /** Packs a row that may pair. */
  void pack(InternalRow values, boolean withMore, PackedPositions.Packer packer)
      throws IOException {
    packer.add(
        0,
        tie(values),
        values.getDouble(ra),
        values.getDouble(dec),
        error(values),
        values.getBoolean(hasKey));
    if (withMore) {
      packer.addMore(more(values));
    }
    packer.count(values.getBoolean(moved), values.getBoolean(withoutError));
  }
}
