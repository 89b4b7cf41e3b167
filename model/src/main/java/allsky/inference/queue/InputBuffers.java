package allsky.inference.queue;

import allsky.DirectBuffers;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A pool of direct buffers, each for one batch. The memory limit determines their number. They are
 * allocated when they are first needed, and then reused. The pool never exceeds the limit: a thread
 * that finds no free buffer waits until one is released.
 */
final class InputBuffers {

  /** At least two: one is filled while the other is classified. */
  private static final int MIN_BUFFERS = 2;

  private final int floats;
  private final long maxBuffers;
  private final Deque<FloatBuffer> unused = new ArrayDeque<>();
  private int made;
  private boolean closed;

  /**
   * @param floats numbers of one batch
   * @param bytes the memory limit; the pool has at least two buffers even if they exceed it
   */
  InputBuffers(int floats, long bytes) {
    this.floats = floats;
    this.maxBuffers = Math.max(MIN_BUFFERS, bytes / ((long) Float.BYTES * floats));
  }

  /**
   * A buffer to fill, in native byte order; waits until one is free.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws IllegalStateException if the pool is closed
   */
  synchronized FloatBuffer take() throws InterruptedException {
    while (!closed && unused.isEmpty() && made == maxBuffers) {
      wait();
    }
    if (closed) {
      throw new IllegalStateException("The engine is closed");
    }
    if (!unused.isEmpty()) {
      return unused.pop();
    }
    FloatBuffer buffer = DirectBuffers.floats(floats);
    made++;
    return buffer;
  }

  /** Releases a buffer that no thread reads or fills any more. */
  synchronized void giveBack(FloatBuffer buffer) {
    unused.push(buffer.clear());
    notifyAll();
  }

  /** Closes the pool: waiting and later callers get an exception. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Number of buffers allocated so far. */
  synchronized int made() {
    return made;
  }
}
