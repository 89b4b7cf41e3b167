package allsky.spark.run;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that is done while the caller goes on: Spark plans and runs small queries at the same time.
 */
public final class Meanwhile<T> {

  private final FutureTask<T> work;

  private Meanwhile(FutureTask<T> work) {
    this.work = work;
  }

  /** Begins. */
  public static <T> Meanwhile<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    // Not one of a pool's: it inherits the class loader that knows the application.
    Thread thread = new Thread(task, "meanwhile");
    thread.setDaemon(true);
    thread.start();
    return new Meanwhile<>(task);
  }

  /** Waits for the result; what the work threw is thrown here. */
  public T join() {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
