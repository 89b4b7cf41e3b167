package allsky.spark.classify;

import allsky.image.CutoutStatus;
import allsky.inference.Classifier;
import allsky.inference.Judgement;
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
  private final Judge judge;
  private final Classification how;
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
    this.sources = sources;
    this.pixelsOf = pixelsOf;
    this.coaddIdOf = coaddIdOf;
    this.carried = how.carried();
    this.classifier = classifier;
    this.judge = how.judge().value();
    this.how = how;
    this.batch = new CutoutBatch(how.model().description().input(), how.batchSize());
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
    List<Judgement> judgements = batch.classify(classifier, judge);
    for (int i = 0; i < judgements.size(); i++) {
      Row source = batchSources.get(i);
      ready.add(
          RowFactory.create(
              PredictionTable.classified(
                  values(source),
                  source.<Number>getAs(PredictionTable.RA).doubleValue(),
                  source.<Number>getAs(PredictionTable.DEC).doubleValue(),
                  coaddIdOf.apply(source),
                  judgements.get(i),
                  batchPixels.get(i).flags())));
    }
    batchSources.clear();
    batchPixels.clear();
  }

  private Row unclassified(Row source, String coaddId, String status) {
    return unclassified(source, values(source), coaddId, status, how);
  }

  static Row unclassified(
      Row source, Object[] carried, String coaddId, String status, Classification how) {
    Number ra = source.getAs(PredictionTable.RA);
    Number dec = source.getAs(PredictionTable.DEC);
    return RowFactory.create(
        PredictionTable.unclassified(
            carried,
            ra == null ? null : ra.doubleValue(),
            dec == null ? null : dec.doubleValue(),
            coaddId,
            status,
            how.columns()));
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
