package allsky.spark.export;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.UserError;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.SourceFacts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which part of the sources got a class, by W1: the selection function of a classification. Each
 * source is in one bin of W1: brighter than the first edge, from an edge to the next one, at least
 * as faint as the last edge, or without W1.
 *
 * @param w1Edges Vega magnitudes, ascending; without edges there are no bins
 * @param confidence a class counts as confident above this, 0 to 1; empty if that is not counted
 */
public record SelectionFunction(List<Double> w1Edges, Optional<Double> confidence) {

  private record Bin(String suffix, String text, Column holds) {}

  private static final Bin ALL = new Bin("", "", lit(true));

  public SelectionFunction {
    w1Edges = List.copyOf(w1Edges);
  }

  /**
   * Checks that a table has the columns.
   *
   * @param there its columns, in lower case
   * @throws UserError if a column is missing
   */
  public void require(Set<String> there, String table) {
    if (!w1Edges.isEmpty() && !there.contains(SourceFacts.MAGNITUDE)) {
      throw missing(table, SourceFacts.MAGNITUDE, "--w1-edges");
    }
    for (String column : List.of(PredictionTable.CLASS, PredictionTable.CONFIDENCE)) {
      if (confidence.isPresent() && !there.contains(column)) {
        throw missing(table, column, "--confidence-above");
      }
    }
  }

  private static UserError missing(String table, String column, String option) {
    return new UserError(
        String.format("Cannot map %s: it has no column %s; leave out %s.", table, column, option));
  }

  /**
   * The columns of a map.
   *
   * @param there the columns of the table, in lower case
   */
  List<SkyMeasure> measures(Set<String> there) {
    boolean hasClasses = there.contains(PredictionTable.CLASS);
    List<SkyMeasure> measures = new ArrayList<>();
    confident().ifPresent(holds -> addConfident(measures, holds, ALL));
    for (Bin bin : bins(there)) {
      measures.add(
          new SkyMeasure("sources" + bin.suffix, count_if(bin.holds), "Sources" + bin.text));
      if (hasClasses) {
        measures.addAll(
            fraction("classified", "completeness", " with a class", isClassified(), bin));
      }
      confident().ifPresent(holds -> addConfident(measures, holds, bin));
    }
    return measures;
  }

  private void addConfident(List<SkyMeasure> measures, Column holds, Bin bin) {
    String text = " with a class, confidence > " + plain(confidence.orElseThrow());
    measures.addAll(fraction("confident", "confident_completeness", text, holds, bin));
  }

  private static List<SkyMeasure> fraction(
      String count, String share, String text, Column holds, Bin bin) {
    Column number = holds.cast(DataTypes.IntegerType);
    return List.of(
        new SkyMeasure(
            count + bin.suffix, count_if(bin.holds.and(holds)), "Sources" + text + bin.text),
        new SkyMeasure(
            share + bin.suffix, avg(when(bin.holds, number)), "Fraction" + text + bin.text));
  }

  private Optional<Column> confident() {
    return confidence.map(
        limit ->
            isClassified().and(coalesce(col(PredictionTable.CONFIDENCE).gt(limit), lit(false))));
  }

  static Column isClassified() {
    return col(PredictionTable.CLASS).isNotNull();
  }

  private List<Bin> bins(Set<String> there) {
    List<Bin> bins = new ArrayList<>();
    if (w1Edges.isEmpty()) {
      return bins;
    }
    Column w1 = SourceFacts.w1(there);
    double first = w1Edges.get(0);
    double last = w1Edges.get(w1Edges.size() - 1);
    bins.add(bin("_w1_below_" + name(first), ", W1 < " + plain(first), w1.lt(first)));
    for (int i = 1; i < w1Edges.size(); i++) {
      double from = w1Edges.get(i - 1);
      double to = w1Edges.get(i);
      bins.add(
          bin(
              "_w1_" + name(from) + "_" + name(to),
              ", " + plain(from) + " <= W1 < " + plain(to),
              w1.geq(from).and(w1.lt(to))));
    }
    bins.add(bin("_w1_from_" + name(last), ", W1 >= " + plain(last), w1.geq(last)));
    bins.add(new Bin("_w1_unknown", ", without W1", w1.isNull()));
    return bins;
  }

  private static Bin bin(String suffix, String text, Column holds) {
    return new Bin(suffix, text + " mag", coalesce(holds, lit(false)));
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Names of FITS columns have letters, digits and underscores: 15.5 is 15p5. */
  private static String name(double number) {
    return plain(number).replace('.', 'p');
  }
}
