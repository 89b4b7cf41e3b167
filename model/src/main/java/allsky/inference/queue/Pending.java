package allsky.inference.queue;

import allsky.Causes;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The future result of a submitted batch. */
public final class Pending<T> {

  private final Future<T> future;

  Pending(Future<T> future) {
    this.future = future;
  }

  /**
   * Waits for the result. If the engine failed, its exception is thrown unchanged.
   *
   * @throws IllegalStateException if the engine was closed before it ran this batch, or if the
   *     waiting thread is interrupted, as Spark does when it kills a task. The interrupt flag of
   *     the thread stays set
   */
  public T result() {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (CancellationException e) {
      throw new IllegalStateException("The engine was closed before it ran this batch", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw Causes.ofThread(e);
    }
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while waiting for the engine", e);
  }
}
