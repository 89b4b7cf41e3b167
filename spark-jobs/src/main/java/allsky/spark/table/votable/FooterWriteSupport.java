package allsky.spark.table.votable;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's Parquet write support with additional entries in the footer: those of {@link #setFooter},
 * and for each text column that has none the bytes of its longest text, which astropy needs.
 */
public final class FooterWriteSupport extends ParquetWriteSupport {

  /** The setting with the entries, as JSON. */
  private static final String ENTRIES = "allsky.parquet.footer";

  private static final Gson GSON = new Gson();

  private final Map<String, String> footer = new HashMap<>();
  private StructType schema;
  private int[] texts;
  private int[] longest;

  /** Sets the entries to add to those that Spark writes. */
  public static void setFooter(Configuration configuration, Map<String, String> footer) {
    configuration.set(ENTRIES, GSON.toJson(footer));
  }

  @Override
  public WriteContext init(Configuration configuration) {
    WriteContext context = super.init(configuration);
    footer.putAll(
        GSON.fromJson(
            configuration.get(ENTRIES), new TypeToken<Map<String, String>>() {}.getType()));
    schema =
        (StructType) DataType.fromJson(configuration.get(ParquetWriteSupport.SPARK_ROW_SCHEMA()));
    texts =
        IntStream.range(0, schema.size())
            .filter(i -> schema.fields()[i].dataType().equals(DataTypes.StringType))
            .filter(i -> !footer.containsKey(entry(i)))
            .toArray();
    longest = new int[texts.length];
    return context;
  }

  private String entry(int column) {
    return VoTableHeader.longestText(schema.fields()[column].name());
  }

  @Override
  public void write(InternalRow row) {
    super.write(row);
    for (int i = 0; i < texts.length; i++) {
      if (!row.isNullAt(texts[i])) {
        longest[i] = Math.max(longest[i], row.getUTF8String(texts[i]).numBytes());
      }
    }
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    Map<String, String> entries = new HashMap<>(footer);
    for (int i = 0; i < texts.length; i++) {
      entries.put(entry(texts[i]), String.valueOf(Math.max(1, longest[i])));
    }
    return new FinalizedWriteContext(entries);
  }
}
