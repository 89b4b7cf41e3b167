package allsky.spark.report.run;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log10;
import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.cutout.CutoutTable;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Histograms of magnitudes, colours and signal-to-noise ratios of a catalog and of the training
 * cutouts, each counted in one pass.
 *
 * @param histograms in the order of the quantities, those that both tables have
 */
public record CatalogDrift(List<Histograms> histograms) {

  /**
   * A quantity with equal bins; sources beyond are in the first and the last one.
   *
   * @param label with its unit
   * @param columns one column, or two whose difference is the quantity
   * @param logarithmic true if the bins are of the decimal logarithm
   */
  public record Quantity(
      String label, List<String> columns, boolean logarithmic, double low, double bin, int bins) {

    /** The lower edge of a bin; the upper edge of the last one for the number of bins. */
    public double edge(int place) {
      double edge = low + place * bin;
      return logarithmic ? Math.pow(10, edge) : edge;
    }
  }

  /** The counts of a quantity. */
  public record Histograms(Quantity quantity, long[] training, long[] catalog) {}

  private static final String W1 = "w1mpro";

  /** Width in mag of the bins in which a model records its training. */
  private static final double MODEL_BIN = 0.5;

  private static final List<Quantity> QUANTITIES =
      List.of(
          magnitude("W1 [Vega mag]", W1),
          magnitude("W2 [Vega mag]", "w2mpro"),
          magnitude("W3 [Vega mag]", "w3mpro"),
          new Quantity("W1 − W2 [Vega mag]", List.of("w1mpro", "w2mpro"), false, -1, 0.1, 40),
          new Quantity("W2 − W3 [Vega mag]", List.of("w2mpro", "w3mpro"), false, -1, 0.2, 35),
          signalToNoise("S/N in W1", "w1snr"),
          signalToNoise("S/N in W2", "w2snr"),
          signalToNoise("S/N in W3", "w3snr"));

  private static Quantity magnitude(String label, String column) {
    return new Quantity(label, List.of(column), false, 6, 0.25, 52);
  }

  private static Quantity signalToNoise(String label, String column) {
    return new Quantity(label, List.of(column), true, -1, 0.1, 40);
  }

  /** Compares the catalog of a run with the training split of its cutouts. */
  public static Optional<CatalogDrift> of(RunFolder run) {
    Optional<Dataset<Row>> training =
        run.cutouts()
            .filter(table -> Columns.namesOf(table).contains(CutoutTable.SPLIT))
            .map(table -> table.where(col(CutoutTable.SPLIT).equalTo(MatchTable.TRAIN)));
    Optional<Dataset<Row>> catalog = run.sources().or(run::predictions);
    if (training.isEmpty() || catalog.isEmpty()) {
      return Optional.empty();
    }
    List<Quantity> both =
        QUANTITIES.stream()
            .filter(one -> has(training.get(), one) && has(catalog.get(), one))
            .toList();
    Map<Integer, long[]> trained = counts(training.get(), both);
    Map<Integer, long[]> found = counts(catalog.get(), both);
    List<Histograms> histograms = new ArrayList<>();
    for (int i = 0; i < both.size(); i++) {
      if (trained.containsKey(i) && found.containsKey(i)) {
        histograms.add(new Histograms(both.get(i), trained.get(i), found.get(i)));
      }
    }
    return Optional.of(new CatalogDrift(histograms)).filter(drift -> !histograms.isEmpty());
  }

  /**
   * The W1 magnitudes of the catalog next to those with which the model was trained, in the bins
   * that the model records.
   *
   * @param classCounts by the lower edge of a bin of {@value #MODEL_BIN} mag: sources of each class
   */
  public Optional<Histograms> ofModel(JsonObject classCounts) {
    return histograms.stream()
        .filter(one -> one.quantity().columns().equals(List.of(W1)))
        .findFirst()
        .map(one -> ofModel(classCounts, one));
  }

  private static Histograms ofModel(JsonObject classCounts, Histograms w1) {
    Quantity quantity = w1.quantity();
    int merged = (int) Math.round(MODEL_BIN / quantity.bin());
    int bins = quantity.bins() / merged;
    long[] training = new long[bins];
    long[] catalog = new long[bins];
    for (int i = 0; i < bins * merged; i++) {
      catalog[i / merged] += w1.catalog()[i];
    }
    for (Map.Entry<String, JsonElement> entry : classCounts.entrySet()) {
      double from = Double.parseDouble(entry.getKey());
      int bin = (int) Math.floor((from - quantity.low()) / MODEL_BIN + 1e-6);
      for (Map.Entry<String, JsonElement> one : entry.getValue().getAsJsonObject().entrySet()) {
        training[Math.max(0, Math.min(bins - 1, bin))] += one.getValue().getAsLong();
      }
    }
    Quantity coarse =
        new Quantity(quantity.label(), quantity.columns(), false, quantity.low(), MODEL_BIN, bins);
    return new Histograms(coarse, training, catalog);
  }

  private static boolean has(Dataset<Row> table, Quantity quantity) {
    Set<String> names = Columns.namesOf(table);
    return names.containsAll(quantity.columns());
  }

  /** The number of sources by quantity and bin. */
  private static Map<Integer, long[]> counts(Dataset<Row> table, List<Quantity> quantities) {
    Map<Integer, long[]> counts = new LinkedHashMap<>();
    if (quantities.isEmpty()) {
      return counts;
    }
    int stride = 1000;
    Column[] places = new Column[quantities.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(quantities.get(i)).plus(i * stride);
    }
    List<Row> rows =
        table
            .select(explode(array(places)).as("place"))
            .where(col("place").isNotNull())
            .groupBy("place")
            .count()
            .collectAsList();
    for (Row row : rows) {
      int quantity = row.getInt(0) / stride;
      counts
              .computeIfAbsent(quantity, key -> new long[quantities.get(key).bins()])[
              row.getInt(0) % stride] =
          row.getLong(1);
    }
    return counts;
  }

  /** The bin of a source; null if its value is missing or has no logarithm. */
  private static Column place(Quantity quantity) {
    Column value = MagnitudeColumns.number(quantity.columns().get(0));
    for (String less : quantity.columns().subList(1, quantity.columns().size())) {
      value = value.minus(MagnitudeColumns.number(less));
    }
    Column known = quantity.logarithmic() ? log10(value) : value;
    Column bin = floor(known.minus(quantity.low()).divide(quantity.bin()));
    Column inRange = least(lit(quantity.bins() - 1), greatest(lit(0), bin)).cast("int");
    // For Spark NaN is larger than every number.
    return when(known.isNotNull().and(known.lt(Double.MAX_VALUE)), inRange);
  }
}
