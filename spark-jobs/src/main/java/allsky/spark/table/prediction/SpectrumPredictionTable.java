package allsky.spark.table.prediction;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import allsky.calibration.Prediction;
import allsky.spectrum.SpectrumKey;
import allsky.spectrum.SpectrumStatus;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The table of classified spectra: exactly one row for each file. */
public final class SpectrumPredictionTable {

  public static final String FILE = "file";
  public static final String LABEL = "label";
  public static final String CLASS = PredictionTable.CLASS;
  public static final String CONFIDENCE = PredictionTable.CONFIDENCE;
  public static final String MISSING_PIXELS = "missing_pixels";
  public static final String STATUS = PredictionTable.STATUS;
  public static final String PROBLEM = "problem";

  private SpectrumPredictionTable() {}

  /** The schema for the classes of a model. */
  public static StructType schema(List<SourceClass> classes) {
    List<StructField> fields = new ArrayList<>();
    fields.add(
        column(FILE, StringType, "", "meta.id;meta.main", "Path of the file below --spectra"));
    fields.add(column("plate", IntegerType, "Number of the plate; null if the file has none"));
    fields.add(column("mjd", IntegerType, "Modified Julian date; null if the file has none"));
    fields.add(column("fiberid", IntegerType, "Number of the fibre; null if the file has none"));
    fields.add(
        column(
            LABEL,
            StringType,
            "",
            "meta.code.class",
            "The class in the file; null if it has none"));
    fields.add(column(CLASS, StringType, "", "meta.code.class", "The most probable class"));
    for (SourceClass sourceClass : classes) {
      String name = PredictionTable.probability(sourceClass);
      fields.add(
          column(
              name,
              FloatType,
              "",
              PredictionTable.CLASS_PROBABILITY,
              "Probability of " + sourceClass));
    }
    fields.add(
        column(
            CONFIDENCE,
            FloatType,
            "",
            PredictionTable.CLASS_PROBABILITY + ";stat.max",
            "The largest probability"));
    fields.add(
        column(MISSING_PIXELS, IntegerType, "Wavelengths of the network that are interpolated"));
    fields.add(column(STATUS, StringType, "", "meta.code.status", "OK, or why there is no class"));
    fields.add(column(PROBLEM, StringType, "The reason in a few words; null if the status is OK"));
    return new StructType(fields.toArray(new StructField[0]));
  }

  /**
   * The values of a file, in the order of {@link #schema}.
   *
   * @param key null if the file has none
   * @param label null if the file has no class
   * @param prediction null if the status is not OK
   */
  public static Object[] values(
      String file,
      SpectrumKey key,
      SourceClass label,
      List<SourceClass> classes,
      Prediction prediction,
      int missing,
      SpectrumStatus status,
      String problem) {
    List<Object> values = new ArrayList<>();
    values.add(file);
    values.addAll(
        key == null
            ? Arrays.asList(null, null, null)
            : List.of(key.plate(), key.mjd(), key.fiber()));
    values.add(label == null ? null : label.name());
    if (prediction == null) {
      values.addAll(Arrays.asList(new Object[classes.size() + 3]));
    } else {
      values.add(prediction.best().name());
      prediction.probabilities().forEach(probability -> values.add(probability.floatValue()));
      values.add((float) prediction.confidence());
      values.add(missing);
    }
    values.add(status.name());
    values.add(problem);
    return values.toArray();
  }
}
