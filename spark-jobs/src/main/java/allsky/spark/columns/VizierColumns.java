package allsky.spark.columns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a WISE catalog from VizieR, where the names differ from those of IRSA: AllWISE
 * (II/328, Cutri et al. 2013) and CatWISE2020 (II/365, Marocco et al. 2021). A name such as W1mag
 * is in many tables, so the catalog must be recognised too.
 *
 * @param catalog the catalog, as text for users
 * @param columns the columns that have another name at IRSA; never empty
 */
public record VizierColumns(String catalog, List<Renamed> columns) {

  /**
   * A column with two names.
   *
   * @param there the column as the table spells it
   * @param name the name of IRSA
   */
  public record Renamed(StructField there, String name) {}

  private static final String ALLWISE = "AllWISE";
  private static final String ALLWISE_W1 = "w1mag";
  private static final String CATWISE = "CatWISE2020";
  private static final String CATWISE_W1 = "w1mpropm";

  /** The names of II/328, in lower case, and those of IRSA. */
  private static final Map<String, String> OF_ALLWISE =
      inBands(
          4,
          Map.of(
              "w%dmag", "w%dmpro", "e_w%dmag", "w%dsigmpro", "snr%d", "w%dsnr", "sat%d", "w%dsat"),
          Map.of("ccf", "cc_flags", "fmoon", "moon_lev"));

  /** The names of II/365, whose magnitudes are of the fit with motion. */
  private static final Map<String, String> OF_CATWISE =
      inBands(
          2,
          Map.of("w%dmpropm", "w%dmpro", "e_w%dmpropm", "w%dsigmpro", "snrw%dpm", "w%dsnr"),
          Map.of());

  /** The columns of a table; empty if no catalog of VizieR is recognised. */
  public static Optional<VizierColumns> of(StructType schema) {
    Map<String, StructField> there = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      there.put(field.name().toLowerCase(Locale.ROOT), field);
    }
    if (there.containsKey(CATWISE_W1)) {
      return found(CATWISE, OF_CATWISE, there);
    }
    return there.containsKey("allwise") && there.containsKey(ALLWISE_W1)
        ? found(ALLWISE, OF_ALLWISE, there)
        : Optional.empty();
  }

  private static Optional<VizierColumns> found(
      String catalog, Map<String, String> names, Map<String, StructField> there) {
    List<Renamed> renamed = new ArrayList<>();
    there.forEach(
        (lower, field) -> {
          String name = names.get(lower);
          if (name != null && !there.containsKey(name)) {
            renamed.add(new Renamed(field, name));
          }
        });
    return renamed.isEmpty()
        ? Optional.empty()
        : Optional.of(new VizierColumns(catalog, List.copyOf(renamed)));
  }

  private static Map<String, String> inBands(
      int bands, Map<String, String> ofEach, Map<String, String> ofAll) {
    Map<String, String> names = new LinkedHashMap<>(ofAll);
    IntStream.rangeClosed(1, bands)
        .forEach(
            band ->
                ofEach.forEach(
                    (vizier, irsa) -> names.put(vizier.formatted(band), irsa.formatted(band))));
    return names;
  }

  /** What a user should know, as one sentence. */
  public String note() {
    return String.format(
        "columns have VizieR's names of %s: %s",
        catalog,
        columns.stream()
            .map(column -> column.name() + " is " + column.there().name())
            .collect(Collectors.joining(", ")));
  }
}
