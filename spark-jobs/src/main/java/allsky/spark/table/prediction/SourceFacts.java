package allsky.spark.table.prediction;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.when;

import allsky.network.model.ModelDescription;
import allsky.network.model.TrainingW1;
import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.Band;
import allsky.survey.Magnitude;
import allsky.survey.NetworkInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The facts of a catalog about its sources that predictions need: the W1 magnitude and the {@link
 * SourceFlag}s, as two working columns of rows. They are not written to tables under these names.
 *
 * @param bands the bands of the network
 * @param trained the magnitudes of the training sources; null if they are not known
 * @param inputs what the network gets
 */
public record SourceFacts(List<Band> bands, TrainingW1 trained, NetworkInputs inputs) {

  /** The name of the column with the W1 magnitude, Vega; null if a source has none. */
  public static final String W1 = "_w1";

  /** The column of catalogs and predictions with the W1 magnitude. */
  public static final String MAGNITUDE = CutoutTable.magnitude(Band.W1);

  /** The name of the column with the flags. */
  public static final String FLAGS = "_flags";

  private static final List<StructField> FIELDS =
      List.of(
          column(W1, DataTypes.DoubleType, "mag", "W1 magnitude"),
          column(FLAGS, DataTypes.IntegerType, SourceFlag.meanings()));

  /** The length of {@code cc_flags} and {@code moon_lev}: one character for each band. */
  private static final int BANDS = Band.values().length;

  private static final Column UNKNOWN = lit(null).cast(DataTypes.BooleanType);

  /** The facts that the predictions of a model need. */
  public static SourceFacts of(ModelDescription model) {
    return new SourceFacts(model.shape().bands(), model.trainingW1(), model.shape().inputs());
  }

  /** Adds the columns. A column that the rows do not have makes a fact unknown. */
  public Dataset<Row> addedTo(Dataset<Row> rows) {
    Set<String> there = Columns.namesOf(rows);
    Column w1 = w1(there);
    Column flags =
        Arrays.stream(SourceFlag.values())
            .map(flag -> bits(flag, fact(flag, there, w1)))
            .reduce(Column::bitwiseOR)
            .orElseThrow();
    return rows.withColumn(W1, w1).withColumn(FLAGS, flags);
  }

  /** What is not known of sources without magnitudes, if the rows have no column of W1. */
  public static Optional<String> remark(Dataset<Row> rows) {
    return Columns.namesOf(rows).contains(MAGNITUDE)
        ? Optional.empty()
        : Optional.of(
            "no column "
                + MAGNITUDE
                + ": class fractions that depend on W1 (--priors) are those for sources without a"
                + " magnitude, and sources fainter than the training are not flagged");
  }

  /**
   * The W1 magnitude, Vega; null for a source without one.
   *
   * @param there the columns of the rows, in lower case
   */
  public static Column w1(Set<String> there) {
    if (!there.contains(MAGNITUDE)) {
      return lit(null).cast(DataTypes.DoubleType);
    }
    return MagnitudeColumns.given(MAGNITUDE);
  }

  /** True, false, or null if it is not known. */
  private Column fact(SourceFlag flag, Set<String> there, Column w1) {
    return switch (flag) {
      // The classification finds the cell, see PredictionTable.
      case OUTSIDE_PRIORS -> lit(false);
      case FAINTER_THAN_TRAINING -> trained == null ? UNKNOWN : w1.gt(trained.percentile99());
      case ARTEFACT -> anyBandIsMarked("cc_flags", there);
      case SATURATED -> any(bands.stream().map(band -> above(band.columnName() + "sat", 0, there)));
      case BLENDED -> above("nb", 1, there);
      case MOON -> anyBandIsMarked("moon_lev", there);
      // Networks that need a magnitude have no class without it.
      case IMAGE_ONLY -> inputs.hasFlag(Band.W1) ? functions.not(measuredW1(there)) : lit(false);
    };
  }

  private static Column measuredW1(Set<String> there) {
    String error = CutoutTable.error(Band.W1);
    if (!there.contains(MAGNITUDE) || !there.contains(error)) {
      return lit(false);
    }
    UDF2<Double, Double, Boolean> measured =
        (magnitude, sigma) -> Magnitude.of(magnitude, sigma).isMeasured();
    return functions
        .udf(measured, DataTypes.BooleanType)
        .apply(
            Columns.named(MAGNITUDE).cast(DataTypes.DoubleType),
            Columns.named(error).cast(DataTypes.DoubleType));
  }

  private static Column bits(SourceFlag flag, Column fact) {
    return when(fact, flag.bit()).when(fact.isNull(), flag.unknown()).otherwise(0);
  }

  private static Column above(String name, double limit, Set<String> there) {
    return there.contains(name)
        ? Columns.named(name).cast(DataTypes.DoubleType).gt(limit)
        : UNKNOWN;
  }

  /** A table that was read as numbers has lost the zeros at the left. */
  private Column anyBandIsMarked(String name, Set<String> there) {
    if (!there.contains(name)) {
      return UNKNOWN;
    }
    Column text = functions.trim(Columns.named(name).cast(DataTypes.StringType));
    Column all = when(text.notEqual(""), lpad(text, BANDS, "0"));
    return any(bands.stream().map(band -> all.substr(band.ordinal() + 1, 1).notEqual("0")));
  }

  private static Column any(Stream<Column> facts) {
    return facts.reduce(Column::or).orElse(UNKNOWN);
  }

  /** These fields and those of the working columns. */
  public static List<StructField> with(List<StructField> fields) {
    List<StructField> all = new ArrayList<>(fields);
    all.addAll(FIELDS);
    return all;
  }

  /** The W1 magnitude of a row; NaN if it has none. */
  public static double w1(Row row) {
    int place = row.fieldIndex(W1);
    return row.isNullAt(place) ? Double.NaN : row.getDouble(place);
  }

  /** The bits of a row. */
  public static int flags(Row row) {
    return row.getInt(row.fieldIndex(FLAGS));
  }
}
