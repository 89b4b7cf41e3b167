package allsky.inference.queue;

import allsky.inference.Classifier;
import allsky.network.NetworkShape;
import java.nio.FloatBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way of batches from several tasks to one open classifier. A task fills a buffer on its own
 * thread, hands it over with {@link #run} and fills the next one while the first is classified.
 *
 * <p>Batches of different tasks are not joined: all have the same size but the last of a tile. A
 * batch that was handed over is run even where its task was killed meanwhile, and its buffer comes
 * back only then: the engine may be reading it.
 */
public final class DeviceQueue implements AutoCloseable {

  /**
   * Bound of the input buffers of one GPU. It holds 27 batches of 256 cutouts of 3 x 80 x 80
   * numbers: two for each of 13 tasks, one that is filled and one that waits.
   */
  public static final long GPU_BYTES = 512L << 20;

  private static final long UNBOUNDED = Long.MAX_VALUE;

  private final Classifier classifier;
  private final EngineThreads threads;
  private final InputBuffers buffers;

  private DeviceQueue(Classifier classifier, EngineThreads threads, int batchSize, long bytes) {
    this.classifier = classifier;
    this.threads = threads;
    this.buffers =
        new InputBuffers(Math.multiplyExact(batchSize, classifier.shape().inputSize()), bytes);
  }

  /** The most inputs of a network that a buffer holds: Java counts its bytes with an int. */
  public static int largestBatch(NetworkShape shape) {
    return Integer.MAX_VALUE / (Float.BYTES * shape.inputSize());
  }

  /**
   * For a GPU: one thread opens the classifier and runs all batches in the order in which they were
   * handed over. DJL puts the work of all threads into one stream of a GPU, where several would
   * only wait for each other, each with memory of its own.
   *
   * @param name of the thread
   * @param bytes bound of the memory of all batches that are filled, wait or run, see {@link
   *     #GPU_BYTES}
   * @throws RuntimeException what the opening throws
   */
  public static DeviceQueue withOneThread(
      String name, Supplier<Classifier> opening, int batchSize, long bytes) {
    EngineThreads thread = EngineThreads.one(name);
    try {
      return new DeviceQueue(thread.start(opening).result(), thread, batchSize, bytes);
    } catch (RuntimeException | Error e) {
      thread.close();
      throw e;
    }
  }

  /**
   * For a CPU where a task has one core: a batch runs on the thread that hands it over, while other
   * tasks cut. One thread more for each task would only take turns with it. A buffer for each task.
   */
  public static DeviceQueue onCallers(Classifier classifier, int batchSize) {
    return new DeviceQueue(classifier, EngineThreads.ofCallers(), batchSize, UNBOUNDED);
  }

  /**
   * For a CPU where a task has several cores, which help to classify but not to cut: a batch runs
   * beside the thread that hands it over and goes on cutting. Two buffers for each task.
   *
   * @param name of the threads
   */
  public static DeviceQueue besideCallers(String name, Classifier classifier, int batchSize) {
    return new DeviceQueue(classifier, EngineThreads.many(name), batchSize, UNBOUNDED);
  }

  /**
   * A buffer for one batch; waits while all that the bound allows are in use. It must be handed to
   * {@link #run} or {@link #giveBack}.
   *
   * @throws IllegalStateException where the queue is closed or the thread is interrupted
   */
  public FloatBuffer buffer() {
    try {
      return buffers.take();
    } catch (InterruptedException e) {
      throw Pending.interrupted(e);
    }
  }

  /** Takes a buffer back that will not be run. */
  public void giveBack(FloatBuffer buffer) {
    buffers.giveBack(buffer);
  }

  /**
   * Hands a filled buffer over; it is not the caller's any more.
   *
   * @param work what the classifier does with the buffer; keeps no part of it
   * @throws IllegalStateException where the queue is closed
   */
  public <T> Pending<T> run(FloatBuffer filled, Function<Classifier, T> work) {
    try {
      return threads.start(
          () -> {
            try {
              return work.apply(classifier);
            } finally {
              buffers.giveBack(filled);
            }
          });
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("The engine is closed", e);
    }
  }

  /** Waits for the batch under way, drops those that wait, and closes the classifier. */
  @Override
  public void close() {
    buffers.close();
    threads.close();
    classifier.close();
  }
}
