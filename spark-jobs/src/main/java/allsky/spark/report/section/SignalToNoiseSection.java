package allsky.spark.report.section;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.log10;

import allsky.spark.columns.Columns;
import allsky.spark.plot.SignalToNoisePlot;
import allsky.spark.report.run.RunFolder;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The section with the signal-to-noise ratios of the labelled sources in each band. */
public final class SignalToNoiseSection {

  private static final String ID = "signal_to_noise";
  private static final String TITLE = "Signal-to-noise ratios of the labelled sources";
  private static final String ABSENT =
      "Needs matches (bin/allsky crossmatch) with classes and the columns w1snr to w4snr.";

  /** From 0.1 to 10,000. */
  private static final SignalToNoisePlot.Bins BINS = new SignalToNoisePlot.Bins(-1, 10, 50);

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
    numbers.addProperty("lowest_log10", BINS.lowest());
    numbers.addProperty("bins_per_decade", BINS.perDecade());
    counts.forEach((band, classes) -> numbers.add(band.name(), new Gson().toJsonTree(classes)));
    return Section.of(
        ID,
        TITLE,
        numbers,
        Section.figure(
            SignalToNoisePlot.draw(counts, BINS),
            "Histograms of the signal-to-noise ratio",
            "By spectroscopic class, for ratios above 0 (columns w?snr). Ratios below 0.1 and above"
                + " 10,000 are in the first and the last bin. Below 2 the catalog gives an upper"
                + " limit instead of a magnitude."));
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
    Column bin = floor(log10(number).minus(BINS.lowest()).multiply(BINS.perDecade()));
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
      int place = Math.max(0, Math.min(BINS.count() - 1, row.getInt(1)));
      SourceClass.ofName(row.getString(0))
          .ifPresent(
              one ->
                  classes.computeIfAbsent(one, key -> new long[BINS.count()])[place] +=
                      row.getLong(2));
    }
    return classes;
  }
}
