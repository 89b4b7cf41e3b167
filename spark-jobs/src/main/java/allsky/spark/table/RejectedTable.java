package allsky.spark.table;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import allsky.spark.columns.Columns;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The table of input rows that a job could not use, each with the reason. */
public final class RejectedTable {

  /**
   * The folder below the output. The underscore hides it from Spark and pyarrow when they read the
   * output, the ending of its files from globs; see {@link TableFolder#writeSecond}.
   */
  public static final String FOLDER = "_rejected";

  /** Which input the row is from, by its option without dashes: sources, spectra. */
  public static final String INPUT = "input";

  public static final String KEY = "key";
  public static final String REASON = "reason";

  /** The line of a text file that is no row of its table. */
  public static final String LINE = "line";

  /** The input of --sources. */
  public static final String SOURCES = "sources";

  /** The input of --spectra. */
  public static final String SPECTRA = "spectra";

  /**
   * One rejected row.
   *
   * @param reason why the row was not used
   * @param key the key of the row, or null
   * @param raDeg as it was read, or null
   * @param decDeg as it was read, or null
   */
  public record Rejection(String reason, String key, Double raDeg, Double decDeg)
      implements Serializable {

    /** The value of {@link #rejection} in one row. */
    public static Rejection of(Row value) {
      return new Rejection(
          value.getString(0), value.getString(1), (Double) value.get(2), (Double) value.get(3));
    }
  }

  private RejectedTable() {}

  /** The columns. */
  public static StructType schema() {
    return new StructType(
        new StructField[] {
          column(
              INPUT,
              StringType,
              "",
              "meta.table",
              "The input that the row is from: sources or spectra"),
          column(REASON, StringType, "", "meta.code.status", "Why the row was not used"),
          column(KEY, StringType, "", "meta.id", "The row's key"),
          column(SourceTable.RA, DoubleType, "deg", "pos.eq.ra", "Right ascension as it was read"),
          column(SourceTable.DEC, DoubleType, "deg", "pos.eq.dec", "Declination as it was read"),
          column(LINE, StringType, "The line of a text file that is no row of its table"),
        });
  }

  /** The rejection of a row, for {@link Rejection#of}; null if the row has no fault. */
  public static Column rejection(SourceTable table, Column fault) {
    return when(fault.isNotNull(), struct(values(table, fault)));
  }

  /** The rows of a table that have a fault. */
  public static Dataset<Row> of(String input, SourceTable table, Column fault) {
    return table
        .rows()
        .select(values(table, fault))
        .filter(functions.col(REASON).isNotNull())
        .select(
            lit(input).as(INPUT),
            functions.col(REASON),
            functions.col(KEY),
            functions.col(SourceTable.RA),
            functions.col(SourceTable.DEC),
            lit(null).cast(StringType).as(LINE));
  }

  /** The table for rejected rows that are in memory. */
  public static Dataset<Row> of(String input, SparkSession spark, List<Rejection> rejections) {
    List<Row> rows =
        rejections.stream()
            .map(it -> RowFactory.create(input, it.reason, it.key, it.raDeg, it.decDeg, null))
            .toList();
    return spark.createDataFrame(rows, schema());
  }

  /**
   * The table for malformed lines.
   *
   * @param malformed in the columns {@code line} and {@code reason}
   */
  public static Dataset<Row> ofLines(String input, Dataset<Row> malformed) {
    return malformed.select(
        lit(input).as(INPUT),
        functions.col(REASON),
        lit(null).cast(StringType).as(KEY),
        lit(null).cast(DoubleType).as(SourceTable.RA),
        lit(null).cast(DoubleType).as(SourceTable.DEC),
        functions.col(LINE));
  }

  private static Column[] values(SourceTable table, Column fault) {
    return new Column[] {
      fault.as(REASON),
      Columns.named(table.keyColumn()).cast(StringType).as(KEY),
      functions.col(SourceTable.RA),
      functions.col(SourceTable.DEC)
    };
  }
}
