package allsky.inference.queue;

import allsky.inference.Classifier;
import allsky.network.NetworkShape;
import java.nio.FloatBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A queue of batches from several tasks to one open classifier. A task fills a buffer on its own
 * thread, submits it with {@link #run} and fills the next buffer while the first is classified.
 *
 * <p>The queue does not join batches of different tasks: they all have the same size, except the
 * last batch of a tile. A submitted batch runs even if its task is killed before. Its buffer is
 * released only after the run, because the engine may be reading it.
 */
public final class DeviceQueue implements AutoCloseable {

  /**
   * Maximum memory of the input buffers of one GPU. It is enough for 27 batches of 256 cutouts of 3
   * x 80 x 80 numbers. That is two batches for each of 13 tasks: one that is filled and one that
   * waits.
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

  /** The maximum number of network inputs in a buffer: Java limits a buffer to 2^31 - 1 bytes. */
  public static int largestBatch(NetworkShape shape) {
    return Integer.MAX_VALUE / (Float.BYTES * shape.inputSize());
  }

  /**
   * A queue for a GPU: one thread opens the classifier and runs all batches in the order of
   * submission. DJL puts the work of all threads into one stream of the GPU. Several threads would
   * only wait for each other, and each would need its own memory.
   *
   * @param name name of the thread
   * @param bytes maximum memory of all batches that are being filled, wait or run, see {@link
   *     #GPU_BYTES}
   * @throws RuntimeException if the classifier cannot be opened
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
   * A queue for a CPU where each task has one core: a batch runs on the thread that submits it,
   * while other tasks make cutouts. A second thread for each task would bring nothing. Each task
   * has one buffer.
   */
  public static DeviceQueue onCallers(Classifier classifier, int batchSize) {
    return new DeviceQueue(classifier, EngineThreads.ofCallers(), batchSize, UNBOUNDED);
  }

  /**
   * A queue for a CPU where each task has several cores: a batch runs on another thread, while the
   * thread that submits it makes the next cutouts. The engine can use all cores of the task. Each
   * task has two buffers.
   *
   * @param name name of the threads
   */
  public static DeviceQueue besideCallers(String name, Classifier classifier, int batchSize) {
    return new DeviceQueue(classifier, EngineThreads.many(name), batchSize, UNBOUNDED);
  }

  /**
   * A buffer for one batch; waits while all buffers are in use. The caller must pass it to {@link
   * #run} or {@link #giveBack}.
   *
   * @throws IllegalStateException if the queue is closed or the thread is interrupted
   */
  public FloatBuffer buffer() {
    try {
      return buffers.take();
    } catch (InterruptedException e) {
      throw Pending.interrupted(e);
    }
  }

  /** Releases a buffer that will not be run. */
  public void giveBack(FloatBuffer buffer) {
    buffers.giveBack(buffer);
  }

  /**
   * Submits a filled buffer. The caller must not use the buffer afterwards.
   *
   * @param work calls the classifier with the buffer; it must not keep the buffer
   * @throws IllegalStateException if the queue is closed
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

  /** Waits for the running batch, drops the waiting batches and closes the classifier. */
  @Override
  public void close() {
    buffers.close();
    threads.close();
    classifier.close();
  }
}
