package allsky.spark.classify;

import allsky.image.CutoutStatus;
import allsky.inference.Classifier;
import allsky.inference.OutlierRule;
import allsky.inference.Prediction;
import allsky.network.ModelDescription;
import allsky.spark.table.PredictionTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Turns source rows into prediction rows, a batch at a time; each source gives exactly one row. */
final class RowClassifier implements Iterator<Row> {

  private final Iterator<Row> sources;
  private final Function<Row, Pixels> pixelsOf;
  private final Function<Row, String> coaddIdOf;
  private final String[] carried;
  private final Classifier classifier;
  private final OutlierRule outliers;
  private final int classes;
  private final CutoutBatch batch;
  private final List<Row> batchSources = new ArrayList<>();
  private final List<Pixels> batchPixels = new ArrayList<>();
  private final Queue<Row> ready = new ArrayDeque<>();

  RowClassifier(
      Iterator<Row> sources,
      Function<Row, Pixels> pixelsOf,
      Function<Row, String> coaddIdOf,
      Classification how,
      Classifier classifier) {
    ModelDescription model = how.model().description();
    this.sources = sources;
    this.pixelsOf = pixelsOf;
    this.coaddIdOf = coaddIdOf;
    this.carried = how.carried();
    this.classifier = classifier;
    this.outliers = how.outliers();
    this.classes = model.shape().classes().size();
    this.batch = new CutoutBatch(model, how.batchSize());
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && sources.hasNext()) {
      fillBatch();
      classifyBatch();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void fillBatch() {
    while (!batch.isFull() && sources.hasNext()) {
      Row source = sources.next();
      Pixels pixels = pixelsOf.apply(source);
      if (pixels.status().equals(CutoutStatus.OK.name())) {
        batch.add(pixels.pixels(), pixels.dx(), pixels.dy());
        batchSources.add(source);
        batchPixels.add(pixels);
      } else {
        ready.add(unclassified(source, coaddIdOf.apply(source), pixels.status()));
      }
    }
  }

  private void classifyBatch() {
    List<Prediction> predictions = batch.classify(classifier);
    for (int i = 0; i < predictions.size(); i++) {
      Row source = batchSources.get(i);
      Prediction prediction = predictions.get(i);
      ready.add(
          RowFactory.create(
              PredictionTable.classified(
                  values(source),
                  source.<Number>getAs(PredictionTable.RA).doubleValue(),
                  source.<Number>getAs(PredictionTable.DEC).doubleValue(),
                  coaddIdOf.apply(source),
                  prediction,
                  outliers.reason(prediction),
                  batchPixels.get(i).flags())));
    }
    batchSources.clear();
    batchPixels.clear();
  }

  private Row unclassified(Row source, String coaddId, String status) {
    return unclassified(source, values(source), coaddId, status, classes);
  }

  static Row unclassified(
      Row source, Object[] carried, String coaddId, String status, int classes) {
    Number ra = source.getAs(PredictionTable.RA);
    Number dec = source.getAs(PredictionTable.DEC);
    return RowFactory.create(
        PredictionTable.unclassified(
            carried,
            ra == null ? null : ra.doubleValue(),
            dec == null ? null : dec.doubleValue(),
            coaddId,
            status,
            classes));
  }

  private Object[] values(Row source) {
    return values(source, carried);
  }

  static Object[] values(Row source, String[] carried) {
    Object[] values = new Object[carried.length];
    for (int i = 0; i < carried.length; i++) {
      values[i] = source.getAs(carried[i]);
    }
    return values;
  }
}
