package allsky.spark.table.votable;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;

/** Spark's Parquet write support with additional entries in the footer. */
public final class FooterWriteSupport extends ParquetWriteSupport {

  /** The setting with the entries, as JSON. */
  private static final String ENTRIES = "allsky.parquet.footer";

  private static final Gson GSON = new Gson();

  /** Sets the entries to add to those that Spark writes. */
  public static void setFooter(Configuration configuration, Map<String, String> footer) {
    configuration.set(ENTRIES, GSON.toJson(footer));
  }

  @Override
  public WriteContext init(Configuration configuration) {
    WriteContext context = super.init(configuration);
    Map<String, String> entries = new HashMap<>(context.getExtraMetaData());
    entries.putAll(
        GSON.fromJson(
            configuration.get(ENTRIES), new TypeToken<Map<String, String>>() {}.getType()));
    return new WriteContext(context.getSchema(), entries);
  }
}
