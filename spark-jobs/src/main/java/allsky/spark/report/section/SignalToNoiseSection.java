package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.log10;

import allsky.spark.columns.Columns;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.RunFolder;
import allsky.spark.report.svg.Axis;
import allsky.spark.report.svg.LineStyle;
import allsky.spark.report.svg.SvgPlot;
import allsky.spark.table.MatchTable;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The section with the signal-to-noise ratios of the labelled sources in each band. */
public final class SignalToNoiseSection {

  private static final String ID = "signal_to_noise";
  private static final String TITLE = "Signal-to-noise ratios of the labelled sources";
  private static final String ABSENT =
      "Needs matches (bin/allsky crossmatch) with classes and the columns w1snr to w4snr.";

  /** Bins of the decimal logarithm, from 0.1 to 10,000. */
  private static final int LOWEST = -1;

  private static final int PER_DECADE = 10;
  private static final int COUNT = 50;

  private SignalToNoiseSection() {}

  public static Section of(RunFolder run) {
    return run.matches()
        .filter(matches -> Columns.namesOf(matches).contains(MatchTable.LABEL))
        .map(SignalToNoiseSection::counts)
        .filter(counts -> !counts.isEmpty())
        .map(SignalToNoiseSection::present)
        .orElseGet(() -> Section.absent(ID, TITLE, ABSENT));
  }

  private static Section present(Map<Band, Map<SourceClass, long[]>> counts) {
    JsonObject numbers = new JsonObject();
    numbers.addProperty("lowest_log10", LOWEST);
    numbers.addProperty("bins_per_decade", PER_DECADE);
    counts.forEach((band, classes) -> numbers.add(band.name(), new Gson().toJsonTree(classes)));
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.drawings(
            counts.entrySet().stream()
                .map(band -> drawing(band.getKey(), band.getValue()))
                .toList(),
            "By spectroscopic class, for ratios above 0 (columns w?snr). Ratios below 0.1 and above"
                + " 10,000 are in the first and the last bin. Below 2 the catalog gives an upper"
                + " limit instead of a magnitude.",
            csv(counts),
            ID));
  }

  private static Html drawing(Band band, Map<SourceClass, long[]> classes) {
    long most = classes.values().stream().flatMapToLong(LongStream::of).max().orElse(1);
    double[] edges = Steps.edges(COUNT, i -> Math.pow(10, LOWEST + (double) i / PER_DECADE));
    SvgPlot plot =
        SvgPlot.of(
            480,
            280,
            Axis.ofDecades("signal-to-noise ratio in " + band, edges[0], edges[COUNT]),
            Axis.around("sources", 0, (double) most),
            classes.keySet().stream().map(LineStyle::of).toList());
    classes.forEach((one, bins) -> Steps.addCounts(plot, LineStyle.of(one), edges, bins));
    return plot.toHtml(
        "Histogram of the signal-to-noise ratio in "
            + band
            + " with a line for each spectroscopic class, at most "
            + Numbers.count(most)
            + " sources in a bin");
  }

  private static Csv csv(Map<Band, Map<SourceClass, long[]>> counts) {
    Csv csv = Csv.withHead("band", "class", "log10_low", "log10_high", "sources");
    double width = 1.0 / PER_DECADE;
    counts.forEach(
        (band, classes) ->
            classes.forEach(
                (one, bins) -> {
                  for (int i = 0; i < bins.length; i++) {
                    double low = LOWEST + i * width;
                    csv.row(band, one, low, low + width, bins[i]);
                  }
                }));
    return csv;
  }

  private static Map<Band, Map<SourceClass, long[]>> counts(Dataset<Row> matches) {
    Map<Band, Map<SourceClass, long[]>> counts = new EnumMap<>(Band.class);
    Set<String> names = Columns.namesOf(matches);
    List<Band> bands =
        Arrays.stream(Band.values()).filter(band -> names.contains(column(band))).toList();
    for (Band band : bands) {
      Map<SourceClass, long[]> classes = counts(matches, Columns.spelt(column(band)));
      if (!classes.isEmpty()) {
        counts.put(band, classes);
      }
    }
    return counts;
  }

  private static String column(Band band) {
    return band.name().toLowerCase(Locale.ROOT) + "snr";
  }

  private static Map<SourceClass, long[]> counts(Dataset<Row> matches, Column ratio) {
    Column number = ratio.cast("double");
    Column bin = floor(log10(number).minus(LOWEST).multiply(PER_DECADE));
    List<Row> rows =
        matches
            // For Spark NaN is larger than every number.
            .where(number.gt(0).and(number.lt(Double.MAX_VALUE)))
            .where(col(MatchTable.LABEL).isNotNull())
            .groupBy(col(MatchTable.LABEL), bin.cast("int").as("bin"))
            .count()
            .collectAsList();
    Map<SourceClass, long[]> classes = new EnumMap<>(SourceClass.class);
    for (Row row : rows) {
      int place = Math.max(0, Math.min(COUNT - 1, row.getInt(1)));
      SourceClass.ofName(row.getString(0))
          .ifPresent(
              one -> classes.computeIfAbsent(one, key -> new long[COUNT])[place] += row.getLong(2));
    }
    return classes;
  }
}
