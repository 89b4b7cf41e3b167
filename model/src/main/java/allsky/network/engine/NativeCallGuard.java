package allsky.network.engine;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps the JVM from ending in the middle of an engine's work. A stop (SIGTERM, Ctrl-C) unloads the
 * native libraries while other threads still compute in them, and the process dies of a
 * segmentation fault. Here the end of the JVM waits for the calls under way, a second or so, and
 * lets no new one begin.
 */
public final class NativeCallGuard {

  private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();

  static {
    // Never unlocked: what waits for its turn waits until the process is gone.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> LOCK.writeLock().lock(), "end of native work"));
  }

  private NativeCallGuard() {}

  /** Does a piece of native work, of a second or less; many threads may do so at once. */
  public static <T> T run(Supplier<T> work) {
    LOCK.readLock().lock();
    try {
      return work.get();
    } finally {
      LOCK.readLock().unlock();
    }
  }
}
