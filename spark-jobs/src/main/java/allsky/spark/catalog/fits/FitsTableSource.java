package allsky.spark.catalog.fits;

import allsky.spark.catalog.files.ColumnScan;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The Spark data source for FITS binary tables: {@code
 * spark.read().format(FitsTableSource.class.getName())}. Rows have a fixed width, so tasks read
 * ranges of rows, and only the columns that are needed.
 */
public final class FitsTableSource implements TableProvider {

  /**
   * The option for the offset of the table's header, in bytes from the start of the decompressed
   * file.
   */
  public static final String OFFSET = "offset";

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return header(options).schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new FitsTable(header(new CaseInsensitiveStringMap(properties)));
  }

  private static FitsTableHeader header(CaseInsensitiveStringMap options) {
    long offset = Long.parseLong(options.get(OFFSET));
    return FitsTableHeader.read(new Path(options.get("path")), offset, hadoop());
  }

  private static Configuration hadoop() {
    return SparkSession.active().sessionState().newHadoopConf();
  }

  private record FitsTable(FitsTableHeader header) implements Table, SupportsRead {

    @Override
    public String name() {
      return header.path();
    }

    // Deprecated, but abstract in Spark 3.5, so it must be implemented.
    @SuppressWarnings("deprecation")
    @Override
    public StructType schema() {
      return header.schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
      return EnumSet.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
      return new ColumnScan<>(schema(), hadoop -> RowRange.of(header, hadoop), rows(header));
    }

    private static ColumnScan.Rows<RowRange> rows(FitsTableHeader header) {
      return (range, wanted, hadoop) ->
          new FitsTableRows(header, wanted.stream().map(header::column).toList(), range, hadoop);
    }
  }
}
