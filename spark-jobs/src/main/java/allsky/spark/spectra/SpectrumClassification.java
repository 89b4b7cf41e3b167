package allsky.spark.spectra;

import allsky.DirectBuffers;
import allsky.calibration.Prediction;
import allsky.inference.Classifier;
import allsky.inference.OnnxClassifier;
import allsky.network.model.TrainedModel;
import allsky.spark.table.TableFolder;
import allsky.spark.table.prediction.SpectrumPredictionTable;
import allsky.spectrum.SpectrumStatus;
import allsky.survey.SourceClass;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Classifies spectra on the executors with ONNX Runtime. The network is small, so each task opens
 * it.
 */
public final class SpectrumClassification {

  private static final int BATCH = 32;

  private SpectrumClassification() {}

  /** One row for each spectrum, by {@link SpectrumPredictionTable}. */
  public static Dataset<Row> classify(
      JavaRDD<ReadSpectrum> spectra, TrainedModel model, SparkSession spark) {
    Broadcast<TrainedModel> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model);
    StructType schema = SpectrumPredictionTable.schema(model.description().shape().classes());
    JavaRDD<Row> rows =
        spectra.mapPartitions(part -> new Rows(part, new OpenModel(shared.value())));
    return TableFolder.described(spark.createDataFrame(rows, schema), schema);
  }

  /** The model that a task has opened. */
  private static final class OpenModel {

    private final Classifier classifier;
    private final double temperature;
    private final FloatBuffer inputs;

    OpenModel(TrainedModel model) {
      this.classifier = new OnnxClassifier(model, 1);
      this.temperature = model.description().temperature();
      this.inputs = DirectBuffers.floats(BATCH * classifier.shape().inputSize());
      TaskCompletionListener closing = context -> classifier.close();
      TaskContext.get().addTaskCompletionListener(closing);
    }

    /** The predictions of usable spectra. */
    Iterator<Prediction> predictions(List<ReadSpectrum> spectra) {
      if (spectra.isEmpty()) {
        return List.<Prediction>of().iterator();
      }
      for (int i = 0; i < spectra.size(); i++) {
        float[] input = spectra.get(i).input();
        inputs.put(i * input.length, input);
      }
      float[] logits = classifier.logits(inputs, spectra.size());
      return Prediction.allOf(classes(), logits, temperature).iterator();
    }

    List<SourceClass> classes() {
      return classifier.shape().classes();
    }
  }

  /** Reads the spectra of a task in batches and returns their rows in the same order. */
  private static final class Rows implements Iterator<Row> {

    private final Iterator<ReadSpectrum> spectra;
    private final OpenModel model;
    private Iterator<Row> batch = List.<Row>of().iterator();

    Rows(Iterator<ReadSpectrum> spectra, OpenModel model) {
      this.spectra = spectra;
      this.model = model;
    }

    @Override
    public boolean hasNext() {
      if (!batch.hasNext() && spectra.hasNext()) {
        batch = nextBatch();
      }
      return batch.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return batch.next();
    }

    private Iterator<Row> nextBatch() {
      List<ReadSpectrum> read = new ArrayList<>();
      while (read.size() < BATCH && spectra.hasNext()) {
        read.add(spectra.next());
      }
      Iterator<Prediction> predictions =
          model.predictions(read.stream().filter(ReadSpectrum::isOk).toList());
      List<Row> rows = new ArrayList<>();
      for (ReadSpectrum spectrum : read) {
        rows.add(spectrum.isOk() ? row(spectrum, predictions.next()) : values(spectrum, null));
      }
      return rows.iterator();
    }

    private Row row(ReadSpectrum spectrum, Prediction prediction) {
      return Double.isFinite(prediction.confidence())
          ? values(spectrum, prediction)
          : values(
              spectrum.without(SpectrumStatus.BAD_OUTPUT, "the network's output is not a number"),
              null);
    }

    private Row values(ReadSpectrum spectrum, Prediction prediction) {
      return RowFactory.create(
          SpectrumPredictionTable.values(
              spectrum.file(),
              spectrum.key(),
              spectrum.label(),
              model.classes(),
              prediction,
              spectrum.missing(),
              spectrum.status(),
              spectrum.problem()));
    }
  }
}
