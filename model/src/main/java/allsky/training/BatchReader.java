package allsky.training;

import allsky.Causes;
import allsky.network.NetworkShape;
import allsky.training.data.Augmentation;
import allsky.training.data.Batch;
import allsky.training.data.EpochOrder;
import allsky.training.data.LabelledCutouts;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads cutouts into batches. A separate thread reads one batch ahead, so that cutouts are prepared
 * while the network computes. A batch is valid until the next call of {@link #next}.
 */
final class BatchReader implements AutoCloseable {

  private final LabelledCutouts cutouts;
  private final NetworkShape shape;
  private final int[] order;
  private final int batchSize;
  private final Augmentation augmentation;
  private final EpochOrder epoch;
  private final ExecutorService thread;
  private Batch spare;
  private Batch current;
  private int next;
  private Future<Batch> ahead;

  private BatchReader(
      LabelledCutouts cutouts,
      NetworkShape shape,
      int batchSize,
      int[] order,
      Augmentation augmentation,
      EpochOrder epoch) {
    this.cutouts = cutouts;
    this.shape = shape;
    this.batchSize = Math.min(batchSize, cutouts.size());
    this.order = order;
    this.augmentation = augmentation;
    this.epoch = epoch;
    this.spare = new Batch(this.batchSize, shape.inputSize());
    this.current = new Batch(this.batchSize, shape.inputSize());
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread reader = new Thread(task, "cutouts");
              reader.setDaemon(true);
              return reader;
            });
    this.ahead = thread.submit(this::read);
  }

  /** A reader for training: cutouts are shuffled and augmented for the epoch. */
  static BatchReader training(
      LabelledCutouts cutouts, NetworkShape shape, TrainingRecipe recipe, int epoch) {
    EpochOrder random = new EpochOrder(recipe.seed(), epoch);
    int[] order = random.shuffled(cutouts.size());
    return new BatchReader(
        cutouts, shape, recipe.batchSize(), order, recipe.augmentation(), random);
  }

  /** A reader for validation: cutouts are in order and unchanged. */
  static BatchReader validation(LabelledCutouts cutouts, NetworkShape shape, int batchSize) {
    int[] order = EpochOrder.inOrder(cutouts.size());
    return new BatchReader(
        cutouts, shape, batchSize, order, Augmentation.NONE, new EpochOrder(0, 0));
  }

  /** The next batch; empty after the last one. The last batch may be smaller. */
  Optional<Batch> next() {
    Batch read = await();
    if (read.size() == 0) {
      return Optional.empty();
    }
    spare = current;
    current = read;
    ahead = thread.submit(this::read);
    return Optional.of(current);
  }

  private Batch await() {
    try {
      return ahead.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while reading cutouts");
    } catch (ExecutionException e) {
      throw Causes.ofThread(e);
    }
  }

  private Batch read() {
    Batch batch = spare;
    int size = Math.min(batchSize, order.length - next);
    for (int i = 0; i < size; i++) {
      int cutout = order[next + i];
      int offset = i * shape.inputSize();
      cutouts.fill(cutout, batch.pixels(), offset);
      augmentation.apply(
          batch.pixels(), offset, shape.planes(), shape.inputSide(), epoch.draw(cutout));
      batch.labels()[i] = cutouts.label(cutout);
    }
    next += size;
    batch.resize(size);
    return batch;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
