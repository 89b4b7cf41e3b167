package allsky.spark.fetch.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A stream that fails if its next bytes do not arrive in time. */
final class ReadTimeoutStream extends FilterInputStream {

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "stall-guard");
            thread.setDaemon(true);
            return thread;
          });

  /** The state in which no reader waits for bytes. */
  private static final long IDLE = Long.MIN_VALUE;

  private final Duration timeout;
  private final Future<?> watch;
  private volatile long waitingSince = IDLE;
  private volatile boolean stalled;

  ReadTimeoutStream(InputStream stream, Duration timeout) {
    super(stream);
    this.timeout = timeout;
    long period = Math.max(1, timeout.toMillis() / 4);
    this.watch = CLOCK.scheduleAtFixedRate(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    waitingSince = System.nanoTime();
    try {
      int count = in.read(bytes, offset, length);
      if (stalled) {
        throw late();
      }
      return count;
    } catch (IOException e) {
      throw stalled ? late() : e;
    } finally {
      waitingSince = IDLE;
    }
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    in.close();
  }

  private void look() {
    long since = waitingSince;
    if (since != IDLE && System.nanoTime() - since > timeout.toNanos()) {
      stalled = true;
      try {
        // This wakes the waiting reader.
        in.close();
      } catch (IOException e) {
        watch.cancel(false);
      }
    }
  }

  private SocketTimeoutException late() {
    return new SocketTimeoutException("no byte received for " + timeout.toMillis() + " ms");
  }
}
