package allsky.spark.columns;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * Creates and inspects columns of any table. Created columns have their unit and description in the
 * metadata, like IRSA's Parquet.
 */
public final class Columns {

  /** The key of a column's metadata that holds its unit. */
  public static final String UNIT = "unit";

  /** The key of a column's metadata that holds its UCD (IVOA, UCD1+ controlled vocabulary). */
  public static final String UCD = "ucd";

  private Columns() {}

  /** The unit of a column as its archive writes it; empty if there is none. */
  public static String unit(StructField field) {
    return field.metadata().contains(UNIT) ? field.metadata().getString(UNIT) : "";
  }

  /** The UCD of a column; empty if it has none. */
  public static String ucd(StructField field) {
    return field.metadata().contains(UCD) ? field.metadata().getString(UCD) : "";
  }

  /** A nullable column without a unit. */
  public static StructField column(String name, DataType type, String description) {
    return column(name, type, "", description);
  }

  /** A nullable column with a unit in VOUnit spelling (deg, arcsec, mag). */
  public static StructField column(String name, DataType type, String unit, String description) {
    MetadataBuilder metadata = new MetadataBuilder().putString("comment", description);
    if (!unit.isEmpty()) {
      metadata.putString(UNIT, unit);
    }
    return new StructField(name, type, true, metadata.build());
  }

  /** A nullable column with a unit, which may be empty, and a UCD. */
  public static StructField column(
      String name, DataType type, String unit, String ucd, String description) {
    StructField column = column(name, type, unit, description);
    MetadataBuilder metadata = new MetadataBuilder().withMetadata(column.metadata());
    return column(name, type, metadata.putString(UCD, ucd).build());
  }

  /** The same column under another name. */
  public static StructField renamed(StructField field, String name) {
    return new StructField(name, field.dataType(), field.nullable(), field.metadata());
  }

  /** The column with exactly this name, which may contain dots or spaces. */
  public static Column named(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /** True for text, including text that is stored as bytes. */
  public static boolean isText(DataType type) {
    return type.equals(DataTypes.StringType) || type.equals(DataTypes.BinaryType);
  }

  /**
   * The values of a column as text. Bytes are decoded as UTF-8, without the padding of spaces and
   * zeros.
   */
  public static Column text(Column column, DataType type) {
    Column text = column.cast(DataTypes.StringType);
    return type.equals(DataTypes.BinaryType) ? functions.rtrim(text, " \u0000") : text;
  }

  /** The column with this name in any case, renamed to exactly this name. */
  public static Column spelt(String name) {
    return named(name).as(name);
  }

  /**
   * The number of rows for each value of a column, including null, in no order.
   *
   * @param <T> the Java type of the values
   */
  public static <T> Map<T, Long> counts(Dataset<Row> rows, Column column) {
    Map<T, Long> counts = new LinkedHashMap<>();
    for (Row row : rows.groupBy(column).count().collectAsList()) {
      counts.put(row.getAs(0), row.getLong(1));
    }
    return counts;
  }

  /** The names of a table's columns as a set that ignores case, like Spark. */
  public static Set<String> namesOf(Dataset<Row> table) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(Arrays.asList(table.columns()));
    return names;
  }

  /** A nullable column with the given metadata. */
  public static StructField column(String name, DataType type, Metadata metadata) {
    return new StructField(name, type, true, metadata);
  }
}
