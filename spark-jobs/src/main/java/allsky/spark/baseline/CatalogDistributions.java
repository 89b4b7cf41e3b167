package allsky.spark.baseline;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.when;

import allsky.spark.baseline.Difficulty.ClassDistribution;
import allsky.spark.baseline.Difficulty.Distribution;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.table.MatchTable;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The distributions of magnitudes, colours and signal-to-noise ratios of each class. */
final class CatalogDistributions {

  private static final double DETECTION = 2;

  private CatalogDistributions() {}

  static List<ClassDistribution> of(Dataset<Row> rows, boolean hasApertures) {
    Map<String, Column> quantities = quantities(hasApertures);
    List<Column> measures = new ArrayList<>();
    measures.add(avg(when(coalesce(col("w3snr"), lit(0)).lt(DETECTION), 1.0).otherwise(0.0)));
    Column[] shares =
        Difficulty.PERCENTILES.stream().map(p -> lit(p / 100.0)).toArray(Column[]::new);
    quantities
        .values()
        .forEach(value -> measures.add(percentile_approx(value, array(shares), lit(10_000))));
    List<ClassDistribution> distributions = new ArrayList<>();
    for (Row row :
        rows.groupBy(MatchTable.LABEL)
            .agg(count(lit(1)), measures.toArray(Column[]::new))
            .orderBy(MatchTable.LABEL)
            .collectAsList()) {
      List<Distribution> ofClass = new ArrayList<>();
      int next = 3;
      for (String name : quantities.keySet()) {
        List<Double> values = row.isNullAt(next) ? List.of() : row.getList(next);
        ofClass.add(new Distribution(name, values));
        next++;
      }
      distributions.add(
          new ClassDistribution(
              SourceClass.valueOf(row.getString(0)), row.getLong(1), row.getDouble(2), ofClass));
    }
    return distributions;
  }

  private static Map<String, Column> quantities(boolean hasApertures) {
    Map<String, Column> quantities = new LinkedHashMap<>();
    Column inW3 = col("w3snr").geq(DETECTION);
    quantities.put("W1", MagnitudeColumns.given("w1mpro"));
    quantities.put("W1-W2", MagnitudeColumns.colour("w1mpro", "w2mpro"));
    quantities.put("W2-W3, detected", when(inW3, MagnitudeColumns.colour("w2mpro", "w3mpro")));
    quantities.put(
        "W3-W4, detected",
        when(inW3.and(col("w4snr").geq(DETECTION)), MagnitudeColumns.colour("w3mpro", "w4mpro")));
    if (hasApertures) {
      quantities.put("w1mag_1-w1mag_3", MagnitudeColumns.colour("w1mag_1", "w1mag_3"));
    }
    for (String band : List.of("w1", "w2", "w3", "w4")) {
      quantities.put(band + "snr", col(band + "snr"));
    }
    return quantities;
  }
}
