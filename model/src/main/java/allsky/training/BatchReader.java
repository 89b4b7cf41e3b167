package allsky.training;

import allsky.Causes;
import allsky.network.NetworkShape;
import allsky.training.data.Augmentation;
import allsky.training.data.Batch;
import allsky.training.data.EpochOrder;
import allsky.training.data.LabelledCutouts;
import allsky.training.data.ModalityDropout;
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

  private final Inputs inputs;
  private final Optional<Inputs> teacherInputs;
  private final int[] order;
  private final int batchSize;
  private final Augmentation augmentation;
  private final EpochOrder epoch;
  private final ExecutorService thread;
  private Batch spare;
  private Batch current;
  private int next;
  private Future<Batch> ahead;

  /**
   * Cutouts as inputs of a network.
   *
   * @param withoutPhotometry photometry of a source of which nothing is measured, for {@link
   *     ModalityDropout}; empty for no dropout
   */
  private record Inputs(
      LabelledCutouts cutouts, NetworkShape shape, Optional<float[]> withoutPhotometry) {

    /** For training. */
    static Inputs training(LabelledCutouts cutouts, NetworkShape shape) {
      return new Inputs(cutouts, shape, shape.inputs().withoutPhotometry());
    }

    /** Writes a cutout at its place in a batch and changes it. */
    void fill(int cutout, float[] target, int place, Augmentation augmentation, long draw) {
      int offset = place * shape.inputSize();
      cutouts.fill(cutout, augmentation.change(draw), target, offset);
      augmentation.turn(target, offset, shape.planes(), shape.inputSide(), draw);
      if (withoutPhotometry.isPresent() && ModalityDropout.drops(draw)) {
        float[] photometry = withoutPhotometry.get();
        int end = offset + shape.inputSize();
        System.arraycopy(photometry, 0, target, end - photometry.length, photometry.length);
      }
    }
  }

  private BatchReader(
      Inputs inputs,
      Optional<Inputs> teacherInputs,
      int batchSize,
      int[] order,
      Augmentation augmentation,
      EpochOrder epoch) {
    this.inputs = inputs;
    this.teacherInputs = teacherInputs;
    this.batchSize = Math.min(batchSize, inputs.cutouts.size());
    this.order = order;
    this.augmentation = augmentation;
    this.epoch = epoch;
    this.spare = newBatch();
    this.current = newBatch();
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread reader = new Thread(task, "cutouts");
              reader.setDaemon(true);
              return reader;
            });
    this.ahead = thread.submit(this::read);
  }

  private Batch newBatch() {
    int teacherSize = teacherInputs.map(each -> each.shape.inputSize()).orElse(0);
    return new Batch(batchSize, inputs.shape.inputSize(), teacherSize);
  }

  /** A reader for training without a teacher. */
  static BatchReader training(
      LabelledCutouts cutouts, NetworkShape shape, TrainingRecipe recipe, int epoch) {
    return training(cutouts, shape, Optional.empty(), recipe, epoch);
  }

  /**
   * A reader for training: cutouts are shuffled and augmented for the epoch. A teacher gets the
   * same cutouts with the same augmentation.
   */
  static BatchReader training(
      LabelledCutouts cutouts,
      NetworkShape shape,
      Optional<Teacher> teacher,
      TrainingRecipe recipe,
      int epoch) {
    EpochOrder random = new EpochOrder(recipe.seed(), epoch);
    int[] order = random.shuffled(cutouts.size());
    Optional<Inputs> teacherInputs =
        teacher.map(each -> Inputs.training(each.cutouts(), each.shape()));
    return new BatchReader(
        Inputs.training(cutouts, shape),
        teacherInputs,
        recipe.batchSize(),
        order,
        recipe.augmentation(),
        random);
  }

  /** A reader for validation: cutouts are in order and unchanged. */
  static BatchReader validation(LabelledCutouts cutouts, NetworkShape shape, int batchSize) {
    int[] order = EpochOrder.inOrder(cutouts.size());
    return new BatchReader(
        new Inputs(cutouts, shape, Optional.empty()),
        Optional.empty(),
        batchSize,
        order,
        Augmentation.NONE,
        new EpochOrder(0, 0));
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
      long draw = epoch.draw(cutout);
      inputs.fill(cutout, batch.pixels(), i, augmentation, draw);
      if (teacherInputs.isPresent()) {
        teacherInputs.get().fill(cutout, batch.teacherPixels(), i, augmentation, draw);
      }
      batch.labels()[i] = inputs.cutouts.label(cutout);
    }
    batch.resize(size);
    batch.mixPairs(augmentation.mixup().share(epoch.batchDraw(next)));
    next += size;
    return batch;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
