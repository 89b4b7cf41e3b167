package allsky.spark.table.votable;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's Parquet write support with the entries of {@link VoTableHeader#footer} in the footer: the
 * same in all files of a table, if {@link #setFooter} says so, or with the lengths of the texts and
 * bytes of each file.
 */
public final class FooterWriteSupport extends ParquetWriteSupport {

  /** The setting with the entries, as JSON. */
  private static final String ENTRIES = "allsky.parquet.footer";

  private static final Gson GSON = new Gson();

  private Map<String, String> footer;
  private StructType schema;
  private int[] sized;
  private int[] longest;

  /** Sets the entries for all files. Without them, lengths are in bytes (text: UTF-8). */
  public static void setFooter(Configuration configuration, Map<String, String> footer) {
    configuration.set(ENTRIES, GSON.toJson(footer));
  }

  @Override
  public WriteContext init(Configuration configuration) {
    footer =
        GSON.fromJson(
            configuration.get(ENTRIES), new TypeToken<Map<String, String>>() {}.getType());
    schema =
        (StructType) DataType.fromJson(configuration.get(ParquetWriteSupport.SPARK_ROW_SCHEMA()));
    sized =
        IntStream.range(0, schema.size())
            .filter(i -> footer == null && isSized(schema.fields()[i].dataType()))
            .toArray();
    longest = new int[sized.length];
    return super.init(configuration);
  }

  @Override
  public void write(InternalRow row) {
    super.write(row);
    for (int i = 0; i < sized.length; i++) {
      if (!row.isNullAt(sized[i])) {
        longest[i] = Math.max(longest[i], length(row, sized[i]));
      }
    }
  }

  private static boolean isSized(DataType type) {
    return type == DataTypes.StringType || type == DataTypes.BinaryType;
  }

  private int length(InternalRow row, int column) {
    return schema.fields()[column].dataType() == DataTypes.BinaryType
        ? row.getBinary(column).length
        : row.getUTF8String(column).numBytes();
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    return new FinalizedWriteContext(footer == null ? ownFooter() : footer);
  }

  private Map<String, String> ownFooter() {
    Map<String, Integer> lengths = new TreeMap<>();
    for (int i = 0; i < sized.length; i++) {
      lengths.put(schema.fields()[sized[i]].name(), Math.max(1, longest[i]));
    }
    return VoTableHeader.footer(schema, lengths, VoParquetFormat.identity(schema));
  }
}
