package allsky.spark.fetch.archive;

import allsky.Causes;
import allsky.Secrets;
import java.io.IOException;
import java.time.Duration;

/**
 * The reason why an archive did not deliver a file. The message follows the file name; secrets in
 * it are masked.
 */
public final class ArchiveFault extends IOException {

  private static final long serialVersionUID = 1L;

  /** What to do next. */
  public enum Remedy {
    /** Give up: the file does not exist, or access is denied. */
    NONE,
    /** Request the rest later. */
    GO_ON,
    /** Delete the received bytes and request the complete file. */
    START_AGAIN
  }

  private final Remedy remedy;
  private final Duration wait;
  private final boolean answered;

  private ArchiveFault(String message, Remedy remedy, Duration wait, Throwable noAnswer) {
    super(Secrets.masked(message), noAnswer);
    this.remedy = remedy;
    this.wait = wait;
    this.answered = noAnswer == null;
  }

  /** A permanent fault. */
  public static ArchiveFault lasting(String message) {
    return new ArchiveFault(message, Remedy.NONE, Duration.ZERO, null);
  }

  /**
   * A temporary fault.
   *
   * @param wait how long the archive asks clients to wait
   */
  static ArchiveFault passing(String message, Duration wait) {
    return new ArchiveFault(message, Remedy.GO_ON, wait, null);
  }

  /** A connection that failed. */
  public static ArchiveFault broken(IOException fault) {
    // The stream of an HTTP answer says "closed" and hides the reason below it.
    boolean hidden = "closed".equals(fault.getMessage()) && fault.getCause() != null;
    Throwable cause = hidden ? fault.getCause() : fault;
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new ArchiveFault(Causes.firstLine(reason), Remedy.GO_ON, Duration.ZERO, fault);
  }

  /** The received bytes cannot be continued. */
  public static ArchiveFault stale(String message) {
    return new ArchiveFault(message, Remedy.START_AGAIN, Duration.ZERO, null);
  }

  public Remedy remedy() {
    return remedy;
  }

  public Duration pause() {
    return wait;
  }

  /** False if the connection failed before the archive said what is wrong. */
  public boolean isAnswer() {
    return answered;
  }
}
