package allsky.spark.fault;

import allsky.Causes;
import java.io.EOFException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/**
 * The reason why a library cannot read a file, in one line for the user. A library that does not
 * expect damage fails with a programming error, such as "Cannot invoke String.length()", which
 * tells a user nothing about the file.
 */
public final class LibraryFault {

  private static final String DAMAGED = "its content is damaged or not supported";

  /** Java's exceptions for programming errors, which libraries throw for unexpected content. */
  private static final List<Class<? extends RuntimeException>> PROGRAMMING_ERRORS =
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

  /** The class name of an exception before its message, as in Spark's texts. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("^(?:Caused by: )?[a-z]\\w*(?:\\.[\\w$]+)+(?:Exception|Error)(?:: |$)");

  private LibraryFault() {}

  /** The reason of a failure: the first line of its innermost cause, without class names. */
  public static String reason(Throwable fault) {
    Throwable cause = Causes.innermost(fault);
    if (cause instanceof EOFException) {
      return "it is truncated";
    }
    if (PROGRAMMING_ERRORS.stream().anyMatch(type -> type.isInstance(cause))) {
      return DAMAGED;
    }
    String line = Causes.firstLine(cause.getMessage()).strip();
    String reason = CLASS_NAME.matcher(line).replaceFirst("").strip();
    return reason.isEmpty() ? DAMAGED : reason;
  }
}
