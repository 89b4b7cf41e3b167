package allsky.spark.fetch.archive;

import allsky.Causes;
import allsky.Secrets;
import java.io.IOException;
import java.time.Duration;

/**
 * Why an archive did not give a file. The message reads on after the file's name; secrets in it are
 * masked.
 */
public final class ArchiveFault extends IOException {

  private static final long serialVersionUID = 1L;

  /** What may help. */
  public enum Remedy {
    /** Nothing: the file is not there, or not for us. */
    NONE,
    /** To ask for the rest, later. */
    GO_ON,
    /** To forget what there is of the file and ask for all of it. */
    START_AGAIN
  }

  private final Remedy remedy;
  private final Duration wait;

  private ArchiveFault(String message, Remedy remedy, Duration wait, Throwable cause) {
    super(Secrets.masked(message), cause);
    this.remedy = remedy;
    this.wait = wait;
  }

  /** A fault that stays. */
  public static ArchiveFault lasting(String message) {
    return new ArchiveFault(message, Remedy.NONE, Duration.ZERO, null);
  }

  /**
   * A fault that may pass.
   *
   * @param wait how long the archive wants to be left alone
   */
  static ArchiveFault passing(String message, Duration wait) {
    return new ArchiveFault(message, Remedy.GO_ON, wait, null);
  }

  /** A connection that was not made or broke. */
  public static ArchiveFault broken(IOException fault) {
    // The stream of an HTTP answer says "closed" and hides the reason below it.
    boolean hidden = "closed".equals(fault.getMessage()) && fault.getCause() != null;
    Throwable cause = hidden ? fault.getCause() : fault;
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new ArchiveFault(Causes.firstLine(reason), Remedy.GO_ON, Duration.ZERO, fault);
  }

  /** What is there of the file cannot be gone on with. */
  public static ArchiveFault stale(String message) {
    return new ArchiveFault(message, Remedy.START_AGAIN, Duration.ZERO, null);
  }

  public Remedy remedy() {
    return remedy;
  }

  public Duration pause() {
    return wait;
  }
}
