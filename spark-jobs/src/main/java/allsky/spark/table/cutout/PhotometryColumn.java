package allsky.spark.table.cutout;

import static allsky.spark.columns.Columns.column;

import allsky.UserError;
import allsky.network.model.TrainedModel;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.survey.Band;
import allsky.survey.Magnitude;
import allsky.survey.NetworkInputs;
import allsky.survey.Photometry;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * The photometry of sources that a network gets, as a working column of rows. It is computed from
 * AllWISE's magnitudes and their errors, and not written to tables. For a network that gets only
 * images there is no such column.
 *
 * @param inputs what the network gets for a source
 */
public record PhotometryColumn(NetworkInputs inputs) implements Serializable {

  /** The name of the column; null for a source without a magnitude that the network needs. */
  public static final String NAME = "_photometry";

  /** The name of another working column: true if the table has the columns of all bands. */
  public static final String ALL_BANDS = "_photometry_of_all_bands";

  private static final float[] NONE = {};

  private static final StructField FIELD =
      column(
          NAME, DataTypes.createArrayType(DataTypes.FloatType, false), "Photometry of the source");

  private static final StructField ALL_BANDS_FIELD =
      column(ALL_BANDS, DataTypes.BooleanType, "The table has the magnitudes of all bands");

  /** The column of the photometry that a model gets. */
  public static PhotometryColumn of(TrainedModel model) {
    return new PhotometryColumn(model.description().shape().inputs());
  }

  /**
   * Adds the column, if the network gets photometry.
   *
   * @param input the table of the rows, for messages
   * @throws UserError that names the column if a magnitude or an error is missing or not a number
   */
  public Dataset<Row> addedTo(Dataset<Row> rows, TableInput input) {
    return added(rows, input, inputs.photometryBands());
  }

  /**
   * As {@link #addedTo(Dataset, TableInput)}, but the table may lack the columns of a band without
   * which the network can classify. No source then has a magnitude in this band.
   *
   * @param log gets a line that names these bands
   */
  public Dataset<Row> addedTo(Dataset<Row> rows, TableInput input, Consumer<String> log) {
    ColumnFinder finder = new ColumnFinder(input, rows.schema());
    List<Band> known =
        inputs.photometryBands().stream()
            .filter(
                band ->
                    !inputs.hasFlag(band)
                        || columns(band).stream().allMatch(name -> found(name, finder).isPresent()))
            .toList();
    List<Band> unknown =
        inputs.photometryBands().stream().filter(band -> !known.contains(band)).toList();
    if (!unknown.isEmpty()) {
      log.accept(
          "%s has no magnitudes and errors (columns such as %s) in %s: they count as not measured"
              .formatted(
                  input,
                  String.join(", ", columns(unknown.get(0))),
                  unknown.stream().map(Band::name).collect(Collectors.joining(", "))));
    }
    return added(rows, input, known);
  }

  private Dataset<Row> added(Dataset<Row> rows, TableInput input, List<Band> bands) {
    if (!inputs.hasPhotometry()) {
      return rows;
    }
    ColumnFinder finder = new ColumnFinder(input, rows.schema());
    Column[] numbers =
        bands.stream()
            .flatMap(band -> columns(band).stream())
            .map(name -> number(rows, name, finder, input))
            .toArray(Column[]::new);
    NetworkInputs wanted = inputs;
    UDF1<Row, float[]> photometry = row -> wanted.photometry(photometry(row, bands)).orElse(null);
    return rows.withColumn(
            NAME, functions.udf(photometry, FIELD.dataType()).apply(functions.struct(numbers)))
        .withColumn(ALL_BANDS, functions.lit(bands.containsAll(inputs.photometryBands())));
  }

  /** The columns of a catalog with the magnitude and the error of a band. */
  private static List<String> columns(Band band) {
    return List.of(CutoutTable.magnitude(band), CutoutTable.error(band));
  }

  /** Of a row with the magnitude and the error of each band, in this order. */
  private static Photometry photometry(Row row, List<Band> bands) {
    Map<Band, Magnitude> magnitudes = new EnumMap<>(Band.class);
    for (int i = 0; i < bands.size(); i++) {
      magnitudes.put(bands.get(i), Magnitude.of(row.getAs(2 * i), row.getAs(2 * i + 1)));
    }
    return new Photometry(magnitudes);
  }

  private static Optional<String> found(String name, ColumnFinder finder) {
    return finder.find(name, Optional.empty(), List.of(name));
  }

  private Column number(Dataset<Row> rows, String name, ColumnFinder finder, TableInput input) {
    String there =
        found(name, finder).orElseThrow(() -> refused(input, "it has no column " + name));
    StructField field = rows.schema().apply(there);
    Column value = Columns.named(there);
    // A text table in which a column has no value at all gives the column no type.
    boolean isEmpty = Columns.isText(field.dataType()) && rows.filter(value.isNotNull()).isEmpty();
    if (!(field.dataType() instanceof NumericType) && !isEmpty) {
      String type = field.dataType().simpleString();
      throw refused(input, "its column " + there + " has the type " + type + ", not numbers");
    }
    return value.cast(DataTypes.DoubleType);
  }

  private UserError refused(TableInput input, String reason) {
    return new UserError(
        "Cannot use %s: %s; a network with the inputs %s needs a table with %s"
            .formatted(
                input,
                reason,
                inputs.optionName(),
                inputs.photometryBands().stream()
                    .flatMap(band -> columns(band).stream())
                    .collect(Collectors.joining(", "))));
  }

  /** These fields and, if the network gets photometry, the fields of the columns. */
  public List<StructField> with(List<StructField> fields) {
    List<StructField> all = new ArrayList<>(fields);
    if (inputs.hasPhotometry()) {
      all.add(FIELD);
      all.add(ALL_BANDS_FIELD);
    }
    return all;
  }

  /**
   * The photometry of a row by which it can be compared with other sources; of length 0 if the
   * table has no columns of a band, so that it says nothing that a band is not measured.
   */
  public float[] compared(Row row, float[] photometry) {
    return inputs.hasPhotometry() && !row.getBoolean(row.fieldIndex(ALL_BANDS)) ? NONE : photometry;
  }

  /** The photometry of a row; empty if the source lacks a magnitude that the network needs. */
  public Optional<float[]> of(Row row) {
    if (!inputs.hasPhotometry()) {
      return Optional.of(NONE);
    }
    int place = row.fieldIndex(NAME);
    if (row.isNullAt(place)) {
      return Optional.empty();
    }
    List<Float> values = row.getList(place);
    float[] photometry = new float[values.size()];
    for (int i = 0; i < photometry.length; i++) {
      photometry[i] = values.get(i);
    }
    return Optional.of(photometry);
  }
}
