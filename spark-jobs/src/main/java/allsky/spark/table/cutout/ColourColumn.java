package allsky.spark.table.cutout;

import static allsky.spark.columns.Columns.column;

import allsky.UserError;
import allsky.network.model.TrainedModel;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.survey.Magnitudes;
import allsky.survey.NetworkInputs;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF6;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * The colours of sources as a working column of rows, computed from AllWISE's magnitudes and their
 * errors. It is not written to tables. For a network that gets only images there is no such column.
 *
 * @param inputs what the network gets for a source
 */
public record ColourColumn(NetworkInputs inputs) implements Serializable {

  /** The name of the column; null for a source without the colours that the network needs. */
  public static final String NAME = "_colours";

  private static final float[] NONE = {};

  private static final StructField FIELD =
      column(NAME, DataTypes.createArrayType(DataTypes.FloatType, false), "Colours of the source");

  /** The columns of a catalog from which colours are computed. */
  private static final List<String> MEASURED =
      NetworkInputs.COLOUR_BANDS.stream()
          .flatMap(band -> Stream.of(CutoutTable.magnitude(band), CutoutTable.error(band)))
          .toList();

  /** The column of the colours that a model gets. */
  public static ColourColumn of(TrainedModel model) {
    return new ColourColumn(model.description().shape().inputs());
  }

  /**
   * Adds the column, if the network gets colours.
   *
   * @param input the table of the rows, for messages
   * @throws UserError that names the column if a magnitude or an error is missing or not a number
   */
  public Dataset<Row> addedTo(Dataset<Row> rows, TableInput input) {
    if (!inputs.hasColours()) {
      return rows;
    }
    ColumnFinder finder = new ColumnFinder(input, rows.schema());
    Column[] numbers =
        MEASURED.stream().map(name -> number(rows, name, finder, input)).toArray(Column[]::new);
    NetworkInputs wanted = inputs;
    UDF6<Double, Double, Double, Double, Double, Double, float[]> colours =
        (w1, w1Error, w2, w2Error, w3, w3Error) ->
            wanted
                .colours(
                    new Magnitudes(
                        Magnitudes.measured(w1, w1Error),
                        Magnitudes.measured(w2, w2Error),
                        Magnitudes.measured(w3, w3Error)))
                .orElse(null);
    return rows.withColumn(NAME, functions.udf(colours, FIELD.dataType()).apply(numbers));
  }

  private Column number(Dataset<Row> rows, String name, ColumnFinder finder, TableInput input) {
    String there =
        finder
            .find(name, Optional.empty(), List.of(name))
            .orElseThrow(() -> refused(input, "it has no column " + name));
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
            .formatted(input, reason, inputs.optionName(), String.join(", ", MEASURED)));
  }

  /** These fields and, if the network gets colours, the field of the column. */
  public List<StructField> with(List<StructField> fields) {
    List<StructField> all = new ArrayList<>(fields);
    if (inputs.hasColours()) {
      all.add(FIELD);
    }
    return all;
  }

  /** The colours of a row; empty if the source lacks one that the network needs. */
  public Optional<float[]> of(Row row) {
    if (!inputs.hasColours()) {
      return Optional.of(NONE);
    }
    int place = row.fieldIndex(NAME);
    if (row.isNullAt(place)) {
      return Optional.empty();
    }
    List<Float> values = row.getList(place);
    float[] colours = new float[values.size()];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = values.get(i);
    }
    return Optional.of(colours);
  }
}
