package allsky;

import java.util.stream.Stream;

/** Looks into an exception: the causes that it wraps, and the first line of its message. */
public final class Causes {

  private Causes() {}

  /** The exception and its causes, from the outermost to the innermost. */
  public static Stream<Throwable> of(Throwable thrown) {
    return Stream.iterate(thrown, each -> each != null, Causes::next);
  }

  /** The cause that has no cause. */
  public static Throwable innermost(Throwable thrown) {
    return of(thrown).reduce(thrown, (outer, inner) -> inner);
  }

  /**
   * The exception of another thread, for the thread that waited for it to throw.
   *
   * @param waited the exception of a future; it wraps the exception of the other thread
   */
  public static RuntimeException ofThread(Exception waited) {
    return waited.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(waited.getCause());
  }

  /** The first line of a message; empty if there is no message. */
  public static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  /** Some exceptions name themselves as their cause. */
  private static Throwable next(Throwable each) {
    return each.getCause() == each ? null : each.getCause();
  }
}
