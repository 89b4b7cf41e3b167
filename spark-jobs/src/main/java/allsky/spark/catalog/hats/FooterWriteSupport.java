package allsky.spark.catalog.hats;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;

/** Spark's Parquet write support with additional entries in the footer. */
final class FooterWriteSupport extends ParquetWriteSupport {

  private final Map<String, String> footer;

  /** Takes the entries to add to those that Spark writes. */
  FooterWriteSupport(Map<String, String> footer) {
    this.footer = footer;
  }

  @Override
  public WriteContext init(Configuration configuration) {
    WriteContext context = super.init(configuration);
    Map<String, String> entries = new HashMap<>(context.getExtraMetaData());
    entries.putAll(footer);
    return new WriteContext(context.getSchema(), entries);
  }
}
