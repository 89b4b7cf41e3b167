package allsky.spark.output.lock;

import allsky.Json;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * The holder of an output lock.
 *
 * @param token unique for each holder
 * @param job the job of the process, such as {@code stack-cutouts}
 * @param user the user account
 * @param host the host name, for messages
 * @param machine identifies the space of process ids: the host, its boot, and the process namespace
 *     of a container
 * @param process the process id
 * @param processStart when the process began, in ISO 8601; empty if the system does not say
 * @param since when the lock was taken, in ISO 8601, UTC
 */
record LockHolder(
    String token,
    String job,
    String user,
    String host,
    String machine,
    long process,
    String processStart,
    String since) {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /**
   * The tolerance for start times, because systems compute them from a clock that may be changed.
   */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  /** The state of a holder's process. */
  enum State {
    RUNNING,
    ENDED,
    /** The process is on another machine, or its id may now belong to another process. */
    UNKNOWN
  }

  /** This process as a new holder of an output for a job. */
  static LockHolder startingHere(String job) {
    ProcessHandle here = ProcessHandle.current();
    String host = hostName();
    return new LockHolder(
        UUID.randomUUID().toString(),
        job,
        System.getProperty("user.name"),
        host,
        machine(host),
        here.pid(),
        start(here),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Reads the text that {@link #toJson} writes; empty if it is another text or truncated. */
  static Optional<LockHolder> parse(String text) {
    try {
      return Optional.ofNullable(GSON.fromJson(Json.shallow(text), LockHolder.class))
          .filter(holder -> holder.token != null && holder.machine != null)
          .filter(holder -> isTime(holder.processStart));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  String toJson() {
    return GSON.toJson(this);
  }

  /** The state of the process, as seen by a process on the same machine. */
  State stateFor(LockHolder observer) {
    if (!machine.equals(observer.machine)) {
      return State.UNKNOWN;
    }
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .map(found -> isSameStart(start(found)) ? State.RUNNING : State.UNKNOWN)
        .orElse(State.ENDED);
  }

  /** Such as "stack-cutouts of ann, process 4711 on host10, since 2026-11-28T11:52:03Z". */
  @Override
  public String toString() {
    return job + " of " + user + ", process " + process + " on " + host + ", since " + since;
  }

  private static boolean isTime(String start) {
    if (start == null) {
      return false;
    }
    try {
      return start.isEmpty() || Instant.parse(start) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private boolean isSameStart(String other) {
    if (processStart.isEmpty() || other.isEmpty()) {
      return false;
    }
    Duration apart = Duration.between(Instant.parse(processStart), Instant.parse(other)).abs();
    return apart.compareTo(SAME_START) <= 0;
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String machine(String host) {
    return host + " " + boot() + " " + namespace();
  }

  private static String boot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
