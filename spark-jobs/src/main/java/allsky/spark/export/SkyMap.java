package allsky.spark.export;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;

import allsky.fits.MocFile;
import allsky.sky.Healpix;
import allsky.sky.Moc;
import allsky.spark.columns.Columns;
import allsky.spark.columns.position.SkyColumns;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import uk.ac.starlink.fits.HealpixFitsTableWriter;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.HealpixTableInfo;

/**
 * The sources of a table in the HEALPix cells of an order, NESTED, ICRS. Cells without a source are
 * left out. Only the cells are on the driver, not the sources.
 *
 * @param order 0 to 12; 12 has 201 million cells of 0.74 square arcmin
 * @param cells one row for each cell with a source, by number: {@value #CELL}, {@value #SOURCES}
 *     and, for predictions, how many are classified, of each class and outliers, the median
 *     confidence, and the columns of a {@link SelectionFunction}
 * @param withoutPosition sources that are in no cell
 */
public record SkyMap(int order, Dataset<Row> cells, long withoutPosition) {

  public static final String CELL = "healpix";

  public static final String SOURCES = "sources";

  public static final int MAX_ORDER = 12;

  /** Relative accuracy of the median is 1 over this. */
  private static final int MEDIAN_ACCURACY = 1000;

  /**
   * Counts the rows of a table.
   *
   * @param ra right ascension in degrees, ICRS; null without a position
   * @param dec declination in degrees, ICRS
   * @param selection adds columns
   */
  public static SkyMap of(
      Dataset<Row> rows, Column ra, Column dec, int order, SelectionFunction selection) {
    Column cell = shiftright(SkyColumns.healpix29(ra, dec), 2 * (Healpix.MAX_ORDER - order));
    Set<String> there = Columns.namesOf(rows);
    List<SkyMeasure> all = new ArrayList<>(measures(there));
    all.addAll(selection.measures(there));
    Column[] measures = all.stream().map(SkyMeasure::described).toArray(Column[]::new);
    Dataset<Row> counted =
        rows.groupBy(cell.as(CELL))
            .agg(
                new SkyMeasure(SOURCES, count(lit(1)), "Sources in the cell").described(), measures)
            .sort(CELL)
            .cache();
    long lost =
        counted.filter(col(CELL).isNull()).select(SOURCES).collectAsList().stream()
            .mapToLong(row -> row.getLong(0))
            .sum();
    return new SkyMap(order, counted.filter(col(CELL).isNotNull()), lost);
  }

  private static List<SkyMeasure> measures(Set<String> there) {
    List<SkyMeasure> measures = new ArrayList<>();
    if (there.contains(PredictionTable.CLASS)) {
      Column predicted = col(PredictionTable.CLASS);
      Column classified = SelectionFunction.isClassified();
      measures.add(new SkyMeasure("classified", count_if(classified), "Sources with a class"));
      measures.add(
          new SkyMeasure(
              "completeness",
              avg(classified.cast(DataTypes.IntegerType)),
              "Fraction with a class"));
      for (SourceClass each : SourceClass.values()) {
        measures.add(
            new SkyMeasure(
                each.name().toLowerCase(Locale.ROOT),
                count_if(predicted.equalTo(each.name())),
                "Sources of the predicted class " + each));
      }
    }
    if (there.contains(PredictionTable.OUTLIER)) {
      measures.add(
          new SkyMeasure(
              "outliers", count_if(col(PredictionTable.OUTLIER)), "Sources that are outliers"));
    }
    if (there.contains(PredictionTable.CONFIDENCE)) {
      measures.add(
          new SkyMeasure(
              "median_confidence",
              functions.percentile_approx(
                  col(PredictionTable.CONFIDENCE), lit(0.5), lit(MEDIAN_ACCURACY)),
              "Median of the largest probability of a source"));
    }
    return measures;
  }

  /** The number of sources in all cells. */
  public long sources() {
    return LongStream.of(column(SOURCES)).sum();
  }

  /** The number of cells with a source. */
  public long size() {
    return cells.count();
  }

  /** The cells as a coverage map. */
  public Moc coverage() {
    long first = 4L << (2 * order);
    return Moc.ofUniq(LongStream.of(column(CELL)).map(cell -> first + cell).toArray());
  }

  private long[] column(String name) {
    return cells.select(name).collectAsList().stream().mapToLong(row -> row.getLong(0)).toArray();
  }

  /** Writes the map as a FITS table of HEALPix cells with explicit numbers. */
  public void writeMap(Path file) {
    List<ExportColumn> columns = new ArrayList<>();
    StructField[] fields = described(cells.schema()).fields();
    for (int i = 0; i < fields.length; i++) {
      ExportColumn.of(i, fields[i]).ifPresent(columns::add);
    }
    SparkStarTable table = new SparkStarTable(cells, columns, size(), () -> {});
    HealpixTableInfo info =
        new HealpixTableInfo(order, true, CELL, HealpixTableInfo.HpxCoordSys.CELESTIAL);
    for (DescribedValue parameter : info.toParams()) {
      table.setParameter(parameter);
    }
    TableFile.write(table, new HealpixFitsTableWriter(), file, TableFile.hadoop(cells));
  }

  /** Writes the coverage as a MOC. */
  public void writeCoverage(Path file) {
    TableFile.write(MocFile.toBytes(coverage()), file, TableFile.hadoop(cells));
  }

  /** The cells are always there; the counts are never null. */
  private static StructType described(StructType schema) {
    StructType described = new StructType();
    for (StructField field : schema.fields()) {
      boolean isCount = field.dataType().equals(DataTypes.LongType);
      described =
          described.add(
              new StructField(field.name(), field.dataType(), !isCount, field.metadata()));
    }
    return described;
  }
}
