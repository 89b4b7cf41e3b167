package allsky.spark.fault;

import allsky.Causes;
import java.io.EOFException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/**
 * What a library says of a file that it cannot read, in one line for the user. A library that meets
 * damage it does not look for fails in its own variables: "Cannot invoke String.length()" tells a
 * user nothing of the file.
 */
public final class LibraryFault {

  private static final String DAMAGED = "its content is damaged, or of a kind that is not read";

  /** Java's exceptions of a program that takes for granted what a file does not hold. */
  private static final List<Class<? extends RuntimeException>> OF_PROGRAMS =
      List.of(
          NullPointerException.class,
          IndexOutOfBoundsException.class,
          ClassCastException.class,
          NegativeArraySizeException.class,
          ArrayStoreException.class,
          ArithmeticException.class,
          NumberFormatException.class,
          NoSuchElementException.class,
          BufferUnderflowException.class,
          BufferOverflowException.class);

  /** The name of an exception before its message, as it stands in texts of Spark. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("^(?:Caused by: )?[a-z]\\w*(?:\\.[\\w$]+)+(?:Exception|Error)(?:: |$)");

  private LibraryFault() {}

  /** The reason of a failure: the first line of its innermost cause, without names of classes. */
  public static String reason(Throwable fault) {
    Throwable cause = Causes.innermost(fault);
    if (cause instanceof EOFException) {
      return "it is cut off";
    }
    if (OF_PROGRAMS.stream().anyMatch(type -> type.isInstance(cause))) {
      return DAMAGED;
    }
    String line = Causes.firstLine(cause.getMessage()).strip();
    String reason = CLASS_NAME.matcher(line).replaceFirst("").strip();
    return reason.isEmpty() ? DAMAGED : reason;
  }
}
