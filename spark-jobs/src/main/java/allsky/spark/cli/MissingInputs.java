package allsky.spark.cli;

import allsky.UserError;
import allsky.network.model.ModelFolder;
import allsky.network.model.PretrainedModel;
import allsky.sky.Moc;
import allsky.spark.cli.options.FurtherCatalog;
import allsky.spark.cli.options.InputPath;
import allsky.spark.files.DriverPath;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Finds inputs on a local disk that do not exist, in the words of the job that would read them. All
 * other paths are left to the job: those of remote file systems, patterns, and names with a comma.
 */
final class MissingInputs {

  /**
   * The property that {@code bin/allsky} sets if a path without a scheme is on a local disk,
   * because no setting names another default file system.
   */
  static final String PATHS_ARE_LOCAL = "allsky.paths.are.local";

  private static final Pattern FILE_SCHEME = Pattern.compile("file:(//)?(?=/[^/])");

  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{,]");

  /** The table that is named in a file, such as {@code file.fits#2}. */
  private static final Pattern TABLE = Pattern.compile("#[^#/]*$");

  private MissingInputs() {}

  /**
   * Checks the inputs of a job.
   *
   * @throws UserError if one is missing
   */
  static void refuse(CommandSpec job) {
    if (isResumed(job)) {
      // A training that is finished reads no input.
      return;
    }
    for (OptionSpec option : job.options()) {
      if (option.userObject() instanceof Field field
          && field.isAnnotationPresent(InputPath.class)) {
        InputPath.Kind kind = field.getAnnotation(InputPath.class).value();
        paths(option.getValue()).forEach(path -> refuse(kind, option.longestName(), path));
      }
    }
  }

  private static boolean isResumed(CommandSpec job) {
    OptionSpec resume = job.findOption("--resume");
    return resume != null && Boolean.TRUE.equals(resume.getValue());
  }

  /** The paths that the value of an option names. */
  private static Stream<String> paths(Object value) {
    if (value instanceof List<?> values) {
      return values.stream().flatMap(MissingInputs::paths);
    }
    if (value instanceof FurtherCatalog catalog) {
      return Stream.of(catalog.path());
    }
    return value instanceof String path ? Stream.of(path) : Stream.empty();
  }

  private static void refuse(InputPath.Kind kind, String option, String path) {
    switch (kind) {
      case MODEL -> refuseModel(option, path);
      case FILE -> refuse(option, path, "there is no such file.");
      case COVERAGE -> refuseCoverage(option, path);
      case FILE_OR_WORD -> {}
      case FOLDER -> refuse(option, path, "there is no such folder.");
      case FILE_OR_FOLDER -> refuse(option, path, "there is no such file or folder.");
    }
  }

  private static void refuseModel(String option, String path) {
    if (!path.equals(PretrainedModel.NAME) && isMissing(path)) {
      ModelFolder.read(DriverPath.parse(option, path).local(), option, remark -> {});
    }
  }

  private static void refuseCoverage(String option, String path) {
    if (!Moc.isText(path)) {
      refuse(option, path, "there is no such file; name a file, or give cells.");
    }
  }

  private static void refuse(String option, String path, String reason) {
    if (isMissing(path)) {
      throw new UserError("Cannot read " + option + " " + path + ": " + reason);
    }
  }

  private static boolean isMissing(String path) {
    return local(path)
        .filter(local -> !exists(local) && !exists(TABLE.matcher(local).replaceFirst("")))
        .isPresent();
  }

  /** The path on a local disk; empty if it is elsewhere, or if only the job can tell. */
  private static Optional<String> local(String path) {
    if (path.isEmpty() || SPECIAL.matcher(path).find()) {
      return Optional.empty();
    }
    String local = FILE_SCHEME.matcher(path).replaceFirst("");
    boolean isLocal = !local.equals(path) || Boolean.getBoolean(PATHS_ARE_LOCAL);
    return isLocal && !WITH_SCHEME.matcher(local).matches() ? Optional.of(local) : Optional.empty();
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return true;
    }
  }
}
