package allsky.spark.fault;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes failures of a disk or an operating system, and damaged files, in one line for the user.
 * Such a failure is neither a bug in allsky nor a mistake in an option.
 *
 * <p>The failure of a task may arrive only as text in the message of Spark's exception. Therefore
 * failures are recognised by the texts of the operating system, on the driver too.
 */
public final class MachineFault {

  /**
   * The kinds of failures: the message of the operating system, Hadoop or Parquet, the reason, and
   * the remedy.
   */
  private enum Kind {
    FULL(
        "No space left on device|There is not enough space on the disk"
            + "|could only be (?:written|replicated) to 0",
        "the disk is full",
        "free some space, then run the same command again"),
    QUOTA(
        "Disk quota exceeded|quota of [^\\n]{1,200} is exceeded|QuotaExceededException",
        "the disk quota is used up",
        "free some space or request a larger quota, then run the same command again"),
    TOO_LARGE(
        "File too large",
        "a file is larger than its file system or ulimit -f allows",
        "raise the limit or choose another disk, then run the same command again"),
    OPEN_FILES(
        "Too many open files",
        "too many files are open",
        "raise ulimit -n to 4096 or more, or use fewer cores (--master local[2]), then run the same"
            + " command again"),
    READ_ONLY(
        "Read-only file system|ReadOnlyFileSystemException",
        "the file system is read-only",
        "choose another folder, then run the same command again"),
    DENIED(
        "Permission denied|Operation not permitted|AccessDeniedException|AccessControlException"
            + "|Mkdirs failed to create|Failed to create (?:a )?(?:temp|local) dir",
        "permission is denied",
        "correct the permissions or choose another folder, then run the same command again"),
    THREADS(
        "unable to create (?:new )?native thread",
        "the system allows no more threads",
        "raise ulimit -u or use fewer cores, then run the same command again"),
    DEVICE(
        "Input/output error",
        "the disk cannot be read or written",
        "check the disk, then run the same command again"),
    DAMAGED(
        "could not verify page integrity",
        "a part of the file was changed or damaged (the checksum of a Parquet page differs)",
        "copy the file again or make the table again"),
    CUT_OFF(
        "is not a Parquet file|Could not read footer|footer index is not within the file"
            + "|Unable to infer schema for Parquet|ParquetDecodingException"
            + "|can not read class org\\.apache\\.parquet|Checksum error: ",
        "it is truncated, damaged or not a Parquet file",
        "copy the file again or make the table again");

    private final Pattern pattern;
    private final String what;
    private final String remedy;

    Kind(String pattern, String what, String remedy) {
      this.pattern = Pattern.compile(pattern);
      this.what = what;
      this.remedy = remedy;
    }

    private boolean isDamage() {
      return this == DAMAGED || this == CUT_OFF;
    }

    private String verb() {
      return switch (this) {
        case FULL, QUOTA, TOO_LARGE, READ_ONLY -> "write";
        default -> "use";
      };
    }
  }

  /**
   * The file that Spark was reading. {@code known-types-} is not part of its name but the prefix of
   * our file system for newer Parquet types.
   */
  private static final Pattern READING =
      Pattern.compile(
          "(?:while reading file|Error while reading file) (?:known-types-)?(\\S+?)"
              + "\\.?(?=\\s|$)");

  private static final Pattern NO_PARQUET =
      Pattern.compile("((?:[a-z0-9]+:)?/[^\\n]{1,1000}?) is not a Parquet file");

  /** The file whose checksum differs from that in its .crc file. */
  private static final Pattern CHECKSUM =
      Pattern.compile("Checksum error: ([^\\n]{1,1000}?) at \\d");

  /** A path before a reason that is in parentheses or after a colon, as in Java's messages. */
  private static final Pattern PATH =
      Pattern.compile("(?:^|[\\s=:])((?:[a-z0-9]+:)?/[^:\\n(]*[^:\\n( ])(?: \\(|: |$)");

  /** The executor of a lost task, unless it is the driver. */
  private static final Pattern EXECUTOR =
      Pattern.compile("\\(TID \\d+\\) \\((\\S+) executor (?!driver)\\S+\\)");

  /** The classes of Spark that write below spark.local.dir. */
  private static final Pattern SPARK_LOCAL =
      Pattern.compile(
          "org\\.apache\\.spark\\.(storage\\.(Disk|Block)|shuffle\\.|util\\.collection\\.)"
              + "|Unsafe(External)?Sort");

  private MachineFault() {}

  /**
   * The line for a failure; empty if the machine is not the cause.
   *
   * @param fault the failure that ended the job
   * @param output the output folder of the job, which is named if the failure names no file
   */
  public static Optional<String> line(Throwable fault, String output) {
    return ColonInName.reason(fault)
        .map(reason -> "Cannot read a file or folder: " + reason)
        .or(() -> line(fault, output, EnumSet.allOf(Kind.class)));
  }

  /**
   * The line for a full disk or quota; empty for other failures. The parameters are those of line.
   */
  public static Optional<String> fullDisk(Throwable fault, String output) {
    return line(fault, output, EnumSet.of(Kind.FULL, Kind.QUOTA));
  }

  private static Optional<String> line(Throwable fault, String output, Set<Kind> kinds) {
    List<Throwable> chain = chain(fault);
    // The innermost cause is the nearest to the operating system.
    for (int i = chain.size() - 1; i >= 0; i--) {
      String text = chain.get(i).toString();
      for (Kind kind : kinds) {
        Matcher found = kind.pattern.matcher(text);
        if (found.find()) {
          return Optional.of(line(kind, lineAt(text, found.start()), chain, output));
        }
      }
    }
    return Optional.empty();
  }

  /** True if a file of a table is damaged. */
  public static boolean isDamage(Throwable fault) {
    return chain(fault).stream()
        .map(Throwable::toString)
        .anyMatch(
            text ->
                Arrays.stream(Kind.values())
                    .anyMatch(kind -> kind.isDamage() && kind.pattern.matcher(text).find()));
  }

  /** The reason why a local file system failed, in a few words. */
  public static String reason(IOException fault) {
    String text = fault.toString();
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.pattern.matcher(text).find())
        .map(kind -> kind.what)
        .findFirst()
        .orElseGet(
            () -> fault instanceof NoSuchFileException ? "it does not exist" : fault.getMessage());
  }

  private static String line(Kind kind, String text, List<Throwable> chain, String output) {
    String all = String.join("\n", chain.stream().map(Throwable::toString).toList());
    String host = first(EXECUTOR, all).map(name -> " on " + name).orElse("");
    if (kind.isDamage()) {
      String file =
          first(READING, all)
              .or(() -> first(NO_PARQUET, all))
              .or(() -> first(CHECKSUM, all))
              .or(() -> first(PATH, text))
              .orElse("a table");
      return "Cannot read %s: %s; %s".formatted(file, kind.what, kind.remedy);
    }
    Optional<String> file = first(PATH, text);
    String folder = isSparkLocal(chain) ? DiskRoom.sparkFolder() : folder(kind, output, host);
    String place =
        file.orElseGet(() -> isSparkLocal(chain) ? sparkLocal() : "a file below " + folder);
    return "Cannot %s %s%s: %s%s; %s"
        .formatted(
            kind.verb(),
            place,
            host,
            kind.what,
            room(kind, file.orElse(folder), host),
            kind.remedy);
  }

  /** The folder of this job that has the least free space. */
  private static String folder(Kind kind, String output, String host) {
    return kind == Kind.FULL && host.isEmpty()
        ? DiskRoom.fullest(
            output, List.of(DiskRoom.sparkFolder(), System.getProperty("java.io.tmpdir")))
        : output;
  }

  /** The free space on a full local disk, in parentheses; empty for other failures. */
  private static String room(Kind kind, String place, String host) {
    return kind == Kind.FULL && host.isEmpty()
        ? DiskRoom.of(place).map(room -> " (" + room + ")").orElse("")
        : "";
  }

  private static boolean isSparkLocal(List<Throwable> chain) {
    return chain.stream()
        .flatMap(each -> Arrays.stream(each.getStackTrace()).limit(12))
        .anyMatch(frame -> SPARK_LOCAL.matcher(frame.getClassName()).find());
  }

  /** Spark's folder for shuffled rows, for messages. */
  private static String sparkLocal() {
    return DiskRoom.sparkFolder() + ", Spark's folder for shuffled rows (spark.local.dir)";
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String lineAt(String text, int position) {
    int end = text.indexOf('\n', position);
    return text.substring(text.lastIndexOf('\n', position) + 1, end < 0 ? text.length() : end);
  }

  /** The failure with its causes and suppressed exceptions. */
  private static List<Throwable> chain(Throwable fault) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable each = fault; each != null && !chain.contains(each); each = each.getCause()) {
      chain.addAll(Arrays.asList(each.getSuppressed()));
      chain.add(each);
    }
    return chain;
  }
}
