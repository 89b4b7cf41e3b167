package allsky.inference.queue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The direct memory that batches are filled in: so many buffers of one batch each as the bound in
 * bytes allows, made when they are first needed and used again and again. However many threads fill
 * batches, there is no more; who finds none waits for one to come back.
 */
final class InputBuffers {

  /** One is filled while another is classified. */
  private static final int FEWEST = 2;

  private final int floats;
  private final long most;
  private final Deque<FloatBuffer> unused = new ArrayDeque<>();
  private int made;
  private boolean closed;

  /**
   * @param floats numbers of one batch
   * @param bytes the bound; two buffers are made even where they are larger
   */
  InputBuffers(int floats, long bytes) {
    this.floats = floats;
    this.most = Math.max(FEWEST, bytes / ((long) Float.BYTES * floats));
  }

  /**
   * A buffer to fill, in native byte order; waits for one.
   *
   * @throws InterruptedException where the thread is interrupted meanwhile
   * @throws IllegalStateException where the buffers are closed
   */
  synchronized FloatBuffer take() throws InterruptedException {
    while (!closed && unused.isEmpty() && made == most) {
      wait();
    }
    if (closed) {
      throw new IllegalStateException("The engine is closed");
    }
    if (!unused.isEmpty()) {
      return unused.pop();
    }
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, floats))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    made++;
    return buffer;
  }

  /** Takes a buffer back that is no longer read or filled. */
  synchronized void giveBack(FloatBuffer buffer) {
    unused.push(buffer.clear());
    notifyAll();
  }

  /** Lets nobody wait or take a buffer any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** How many buffers were ever made. */
  synchronized int made() {
    return made;
  }
}
