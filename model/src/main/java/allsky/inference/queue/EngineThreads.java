package allsky.inference.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads that run batches: one thread, several, or the threads of the callers. A failing batch
 * does not end them.
 */
final class EngineThreads {

  private static final long IDLE_SECONDS = 10;

  /** Null if batches run on the threads of the callers. */
  private final ThreadPoolExecutor pool;

  private EngineThreads(ThreadPoolExecutor pool) {
    this.pool = pool;
  }

  static EngineThreads ofCallers() {
    return new EngineThreads(null);
  }

  /** One thread, which runs batches in the order of submission. */
  static EngineThreads one(String name) {
    LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    return new EngineThreads(
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, waiting, work -> daemon(work, name)));
  }

  /** One thread for each running batch. */
  static EngineThreads many(String name) {
    return new EngineThreads(
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> daemon(work, name)));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs the work now, or as soon as a thread is free.
   *
   * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
   */
  <T> Pending<T> start(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    if (pool == null) {
      task.run();
    } else {
      pool.execute(task);
    }
    return new Pending<>(task);
  }

  /**
   * Waits for running work and cancels waiting work. Threads that wait for cancelled work get an
   * exception.
   */
  void close() {
    if (pool == null) {
      return;
    }
    pool.shutdown();
    List<Runnable> dropped = new ArrayList<>();
    pool.getQueue().drainTo(dropped);
    dropped.forEach(task -> ((FutureTask<?>) task).cancel(false));
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
