package allsky.spark.table.prediction;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import allsky.calibration.OutlierRule;
import allsky.calibration.Prediction;
import allsky.calibration.SourceClassification;
import allsky.cutout.CutoutFlag;
import allsky.cutout.CutoutStatus;
import allsky.metrics.prior.ClassPriors;
import allsky.sky.Healpix;
import allsky.spark.columns.position.SkyColumns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.votable.VoTerms;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The table of predictions: exactly one row for each source of the input. */
public final class PredictionTable {

  public static final String RA = "ra";
  public static final String DEC = "dec";
  public static final String COADD_ID = "coadd_id";

  /** STAR, GALAXY, QSO, or null if the status is not OK. */
  public static final String CLASS = "class";

  /** The largest of the probabilities. */
  public static final String CONFIDENCE = "confidence";

  /** See {@link allsky.calibration.ClassSets}; null if the model has no limits. */
  public static final String CLASS_SET = "class_set";

  /** See {@link allsky.calibration.TrainingDistance}; null if the model has none. */
  public static final String TRAINING_DISTANCE = "training_distance";

  /** True if the source is unlike the training set; null if it has no class. */
  public static final String OUTLIER = "outlier";

  /** Why it is an outlier, see {@link OutlierRule.Reason}; else null. */
  public static final String OUTLIER_REASON = "outlier_reason";

  /** OK or the reason why there is no class: a {@link CutoutStatus} or {@link #BAD_OUTPUT}. */
  public static final String STATUS = CutoutTable.STATUS;

  /** The status of a source for which the network's output is NaN or infinite. */
  public static final String BAD_OUTPUT = "BAD_OUTPUT";

  /** Bit mask, see {@link allsky.cutout.CutoutFlag}. */
  public static final String CUTOUT_FLAGS = CutoutTable.CUTOUT_FLAGS;

  /** Bit mask, see {@link SourceFlag}. */
  public static final String FLAGS = "flags";

  public static final String HEALPIX_29 = MatchTable.HEALPIX_29;

  /** The network's embedding of the source, if it was requested. */
  public static final String EMBEDDING = "embedding";

  /** The UCD of the probability of a class. */
  static final String CLASS_PROBABILITY = "stat.probability;src.class";

  private static final int HEALPIX_ORDER = 29;

  private static final DataType EMBEDDING_TYPE = DataTypes.createArrayType(FloatType, false);

  private static final String EMBEDDING_TEXT =
      "Embedding: the numbers that the network's last layer takes; IICnet has 512, IICnet-lite 256";

  private static final String CLASS_SET_TEXT =
      "Classes that the source may have: names separated by commas, or NONE. For 90 % of the sources"
          + " of each class the set has that class";

  private PredictionTable() {}

  /** The column with the probability of a class: prob_star, prob_galaxy, prob_qso. */
  public static String probability(SourceClass sourceClass) {
    return "prob_" + sourceClass.columnName();
  }

  /** The column with the class prior of a class: prior_star, prior_galaxy, prior_qso. */
  public static String prior(SourceClass sourceClass) {
    return "prior_" + sourceClass.columnName();
  }

  /** The column with the training's prior of a class: trained_star, trained_galaxy, trained_qso. */
  public static String trained(SourceClass sourceClass) {
    return "trained_" + sourceClass.columnName();
  }

  /**
   * The schema of a table.
   *
   * @param carried the source's columns that come first: its key, then its magnitudes
   * @param predicted the columns after them
   */
  public static StructType schema(List<StructField> carried, PredictedColumns predicted) {
    List<StructField> fields = new ArrayList<>(carried);
    fields.add(column(RA, DoubleType, "deg", "Right ascension, ICRS"));
    fields.add(column(DEC, DoubleType, "deg", "Declination, ICRS"));
    fields.add(column(COADD_ID, StringType, "Tile that the pixels are from"));
    fields.add(column(CLASS, StringType, "", "meta.code.class", "The most probable class"));
    for (SourceClass sourceClass : predicted.classes()) {
      fields.add(
          column(
              probability(sourceClass),
              FloatType,
              "",
              CLASS_PROBABILITY,
              "Probability of " + sourceClass));
    }
    fields.add(
        column(
            CONFIDENCE, FloatType, "", CLASS_PROBABILITY + ";stat.max", "The largest probability"));
    for (SourceClass sourceClass : predicted.classes()) {
      String text = "Class fraction of " + sourceClass + " that the probabilities assume";
      fields.add(column(prior(sourceClass), FloatType, "", CLASS_PROBABILITY, text));
    }
    for (SourceClass sourceClass : predicted.classes()) {
      String text = "Class fraction of " + sourceClass + " in the training set, see --priors";
      fields.add(column(trained(sourceClass), FloatType, "", CLASS_PROBABILITY, text));
    }
    fields.add(column(CLASS_SET, StringType, "", "meta.code.class", CLASS_SET_TEXT));
    fields.add(
        column(
            TRAINING_DISTANCE, FloatType, "Distance from the training set, see FAR_FROM_TRAINING"));
    fields.add(
        column(OUTLIER, BooleanType, "", "meta.code", "True for a source unlike the training set"));
    fields.add(column(OUTLIER_REASON, StringType, "", "meta.code", predicted.outliers().text()));
    fields.add(column(STATUS, StringType, "", "meta.code.status", "OK, or why there is no class"));
    fields.add(column(CUTOUT_FLAGS, IntegerType, "", "meta.code.qual", CutoutFlag.MEANING));
    fields.add(column(FLAGS, IntegerType, "", "meta.code.qual", SourceFlag.meanings()));
    fields.add(MatchTable.healpix29Column());
    if (predicted.embeddings()) {
      fields.add(column(EMBEDDING, EMBEDDING_TYPE, EMBEDDING_TEXT));
    }
    return new StructType(VoTerms.described(fields).toArray(new StructField[0]));
  }

  /**
   * Rejects a key that no table of predictions can have, whatever its model.
   *
   * @throws allsky.UserError if a column of predictions has this name
   */
  public static void requireKey(StructField key) {
    SourceKey.requireNew(key, own(), "predictions");
  }

  /** The predictions' own columns, which do not depend on the model. */
  public static StructType own() {
    PredictedColumns all =
        new PredictedColumns(List.of(SourceClass.values()), OutlierRule.NONE, true);
    return schema(List.of(), all);
  }

  /**
   * The values of a classified source, in the order of {@link #schema}.
   *
   * @param cutoutFlags bits of {@link CutoutFlag}
   * @param facts bits of {@link SourceFlag} from the catalog
   */
  public static Object[] classified(
      Object[] carried,
      double raDeg,
      double decDeg,
      String coaddId,
      ClassifiedSource classified,
      int cutoutFlags,
      int facts) {
    SourceClassification classification = classified.classification();
    Prediction prediction = classification.prediction();
    List<Object> values = new ArrayList<>(Arrays.asList(carried));
    values.addAll(Arrays.asList(raDeg, decDeg, coaddId, prediction.best().name()));
    prediction.probabilities().forEach(probability -> values.add(probability.floatValue()));
    values.add((float) prediction.confidence());
    values.addAll(shares(prediction.classes(), classified.priors()));
    values.addAll(shares(prediction.classes(), classified.trained()));
    values.add(classified.classSet());
    float distance = classification.trainingDistance();
    values.add(Float.isNaN(distance) ? null : distance);
    values.add(classification.outlier().isPresent());
    values.add(classification.outlier().map(Enum::name).orElse(null));
    values.add(CutoutStatus.OK.name());
    values.add(cutoutFlags);
    values.add(classified.isOutsidePriors() ? facts | SourceFlag.OUTSIDE_PRIORS.bit() : facts);
    values.add(cell(raDeg, decDeg));
    if (classification.embedding().length > 0) {
      values.add(classification.embedding());
    }
    return values.toArray();
  }

  private static List<Float> shares(List<SourceClass> classes, Optional<ClassPriors> priors) {
    List<Float> shares = new ArrayList<>();
    for (SourceClass sourceClass : classes) {
      shares.add(priors.map(each -> (float) each.share(sourceClass)).orElse(null));
    }
    return shares;
  }

  /**
   * The values of a source without a class, in the order of {@link #schema}.
   *
   * @param status the reason, not OK
   * @param facts bits of {@link SourceFlag} from the catalog
   * @param predicted the other columns of the table
   */
  public static Object[] unclassified(
      Object[] carried,
      Double raDeg,
      Double decDeg,
      String coaddId,
      String status,
      int facts,
      PredictedColumns predicted) {
    List<Object> values = new ArrayList<>(Arrays.asList(carried));
    values.addAll(Arrays.asList(raDeg, decDeg, coaddId, null));
    // Probabilities, confidence, priors, those of the training, class set, distance and outlier.
    int without = 3 * predicted.classes().size() + 5;
    values.addAll(Collections.nCopies(without, null));
    values.addAll(Arrays.asList(status, null, facts));
    boolean valid = SkyColumns.isPosition(raDeg, decDeg);
    values.add(valid ? cell(raDeg, decDeg) : null);
    if (predicted.embeddings()) {
      values.add(null);
    }
    return values.toArray();
  }

  private static long cell(double raDeg, double decDeg) {
    return Healpix.cell(HEALPIX_ORDER, raDeg, decDeg);
  }
}
