package allsky.inference.queue;

import allsky.Causes;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What a batch that was handed over will give. */
public final class Pending<T> {

  private final Future<T> future;

  Pending(Future<T> future) {
    this.future = future;
  }

  /**
   * Waits for the result. The engine's failure is thrown as it was.
   *
   * @throws IllegalStateException where the engine was closed before it came to this batch, or the
   *     waiting thread is interrupted, as Spark does with a task that it kills; the thread stays
   *     marked as interrupted
   */
  public T result() {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (CancellationException e) {
      throw new IllegalStateException("The engine was closed before it came to this batch", e);
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
