package allsky;

import java.util.stream.Stream;

/** What is behind an exception: the causes that it wraps, and the first line of what it says. */
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
   * What another thread threw, to be thrown by the thread that waited for it.
   *
   * @param waited the exception of a future, which wraps the other thread's
   */
  public static RuntimeException ofThread(Exception waited) {
    return waited.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException(waited.getCause());
  }

  /** The first line of a message of one or more lines; empty where there is none. */
  public static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  /** Some exceptions name themselves as their cause. */
  private static Throwable next(Throwable each) {
    return each.getCause() == each ? null : each.getCause();
  }
}
