package allsky.spark.classify;

import allsky.cutout.CutoutStatus;
import allsky.inference.NetworkOutput;
import allsky.inference.queue.Pending;
import allsky.spark.table.cutout.PhotometryColumn;
import allsky.spark.table.prediction.ClassifiedSource;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.SourceFacts;
import allsky.spark.table.prediction.SourceFlag;
import allsky.spark.tiles.SourceRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Turns source rows into prediction rows in batches; each source gives exactly one row. The next
 * batch is cut out while one is classified.
 */
final class RowClassifier implements Iterator<Row> {

  /** A batch is not filled further when this many finished rows wait. */
  private static final int MAX_READY = 1024;

  private final Iterator<Row> sources;
  private final Function<Row, Pixels> pixelsOf;
  private final PhotometryColumn photometryOf;
  private final Function<Row, String> coaddIdOf;
  private final Postprocessor postprocessor;
  private final ClassificationSettings settings;
  private final LongConsumer classified;
  private final CutoutBatch batch;
  private List<Cut> cuts = new ArrayList<>();
  private UnderWay underWay;
  private final Queue<Row> ready = new ArrayDeque<>();

  /** A source whose cutout is in a batch. */
  private record Cut(Row source, int flags, double[] measures, float[] photometry) {

    Postprocessor.Place place() {
      return new Postprocessor.Place(
          SourceFacts.w1(source),
          SourceRow.raOf(source),
          SourceRow.decOf(source),
          measures,
          photometry,
          SourceFlag.IMAGE_ONLY.isIn(SourceFacts.flags(source)));
    }
  }

  /** A batch that is being classified. */
  private record UnderWay(List<Cut> cuts, Pending<NetworkOutput> output) {}

  RowClassifier(
      Iterator<Row> sources,
      Function<Row, Pixels> pixelsOf,
      Function<Row, String> coaddIdOf,
      ClassificationSettings settings) {
    this.sources = sources;
    this.pixelsOf = pixelsOf;
    this.photometryOf = new PhotometryColumn(settings.model().description().shape().inputs());
    this.coaddIdOf = coaddIdOf;
    this.postprocessor = settings.postprocessor().value();
    this.settings = settings;
    ResolvedEngine engine = settings.engine().ofTask();
    this.classified = count -> settings.devices().classified(engine, count);
    this.batch =
        new CutoutBatch(
            settings.model().description().input(),
            ModelCache.of(settings, engine),
            settings.batchSize(),
            postprocessor.measuresPixels());
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && (underWay != null || sources.hasNext())) {
      try {
        fillBatch();
        finishUnderWay();
        startBatch();
      } finally {
        batch.discard();
      }
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
    while (!batch.isFull() && ready.size() < MAX_READY && sources.hasNext()) {
      Row source = sources.next();
      Pixels pixels = pixelsOf.apply(source);
      if (pixels.status() == CutoutStatus.OK) {
        add(source, pixels);
      } else {
        addUnclassified(source, pixels.status());
      }
    }
  }

  private void add(Row source, Pixels pixels) {
    Optional<float[]> photometry = photometryOf.of(source);
    if (photometry.isPresent()) {
      double[] measures = batch.add(pixels, photometry.get());
      float[] compared = photometryOf.compared(source, photometry.get());
      cuts.add(new Cut(source, pixels.flags(), measures, compared));
    } else {
      addUnclassified(source, CutoutStatus.NO_MAGNITUDES);
    }
  }

  private void addUnclassified(Row source, CutoutStatus status) {
    ready.add(unclassified(source, coaddIdOf.apply(source), status.name(), settings));
  }

  private void startBatch() {
    if (!cuts.isEmpty()) {
      underWay = new UnderWay(cuts, batch.start(postprocessor));
      cuts = new ArrayList<>();
    }
  }

  private void finishUnderWay() {
    if (underWay == null) {
      return;
    }
    List<Cut> done = underWay.cuts();
    List<ClassifiedSource> classifications =
        postprocessor.classifications(
            underWay.output().result(), done.stream().map(Cut::place).toList());
    underWay = null;
    classified.accept(done.size());
    for (int i = 0; i < classifications.size(); i++) {
      ready.add(classified(done.get(i), classifications.get(i)));
    }
  }

  private Row classified(Cut cut, ClassifiedSource classification) {
    Row row = cut.source();
    if (!postprocessor.isUsable(classification)) {
      return unclassified(row, coaddIdOf.apply(row), PredictionTable.BAD_OUTPUT, settings);
    }
    SourceRow source = SourceRow.of(row, settings.carriedNames());
    return RowFactory.create(
        PredictionTable.classified(
            source.carried(),
            source.raDeg(),
            source.decDeg(),
            coaddIdOf.apply(row),
            classification,
            cut.flags(),
            SourceFacts.flags(row)));
  }

  static Row unclassified(Row row, String coaddId, String status, ClassificationSettings settings) {
    SourceRow source = SourceRow.of(row, settings.carriedNames());
    return RowFactory.create(
        PredictionTable.unclassified(
            source.carried(),
            source.raDeg(),
            source.decDeg(),
            coaddId,
            status,
            SourceFacts.flags(row),
            settings.columns()));
  }
}
