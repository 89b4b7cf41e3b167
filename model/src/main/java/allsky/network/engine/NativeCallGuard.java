package allsky.network.engine;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Prevents the JVM from exiting during native calls. When the JVM stops (SIGTERM, Ctrl-C), it
 * unloads the native libraries while other threads still compute in them, and the process dies of a
 * segmentation fault. The guard makes the JVM wait for the running calls, about a second, and
 * starts no new calls.
 */
public final class NativeCallGuard {

  private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();

  static {
    // The lock is never released: new calls wait until the process ends.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> LOCK.writeLock().lock(), "end of native work"));
  }

  private NativeCallGuard() {}

  /**
   * Runs a native call of at most about a second. Several threads may call this at the same time.
   */
  public static <T> T run(Supplier<T> work) {
    LOCK.readLock().lock();
    try {
      return work.get();
    } finally {
      LOCK.readLock().unlock();
    }
  }
}
