package allsky.spark.files;

import allsky.UserError;
import allsky.spark.fault.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * The location to which the path of an option leads, however it is spelled: relative or absolute,
 * with {@code ..}, with a trailing slash, with or without scheme and authority, through symbolic
 * links of a local disk or mounts of {@code viewfs:}. The path need not exist.
 */
public final class Location {

  private final String option;
  private final String given;
  private final String fileSystem;
  private final Path place;
  private final Set<Path> places;

  private Location(
      String option, String given, String fileSystem, Path place, Collection<Path> places) {
    this.option = option;
    this.given = given;
    this.fileSystem = fileSystem;
    this.place = place;
    this.places = Set.copyOf(places);
  }

  /**
   * The location of an output.
   *
   * @param option the option that names it, such as {@code --output}
   * @param given the path as the user typed it, on any Hadoop file system
   * @throws IOException if the file system does not exist or a link cannot be read
   */
  public static Location ofOutput(String option, String given, Configuration hadoop)
      throws IOException {
    return ofOutput(option, given, new org.apache.hadoop.fs.Path(given), hadoop);
  }

  /** As {@link #ofOutput(String, String, Configuration)}, for a path in another spelling. */
  public static Location ofOutput(
      String option, String given, org.apache.hadoop.fs.Path spelt, Configuration hadoop)
      throws IOException {
    org.apache.hadoop.fs.Path path = resolved(spelt, hadoop);
    if (!isLocal(path)) {
      return remote(option, given, path, hadoop);
    }
    List<Path> places = LinkedPath.places(local(path));
    return new Location(option, given, "file", places.get(places.size() - 1), places);
  }

  /**
   * The location of an input, with the targets of all symbolic links in a local folder.
   *
   * @throws IOException as {@link #ofOutput}
   */
  public static Location ofInput(String option, String given, Configuration hadoop)
      throws IOException {
    Location itself = ofOutput(option, given, hadoop);
    return itself.fileSystem.equals("file")
        ? new Location(
            option,
            given,
            "file",
            itself.place,
            LinkedPath.placesBelow(local(resolved(new org.apache.hadoop.fs.Path(given), hadoop))))
        : itself;
  }

  /**
   * Checks that this output and an input share no file: neither is the other one nor in it.
   *
   * @throws UserError that names both options, if they share files
   */
  public void requireApartFrom(Location input) {
    requireNotHolding(input);
    requireNotIn(input);
  }

  /**
   * Checks that no input is inside this output, because an output may be emptied.
   *
   * @throws UserError that names both options, if an input is inside
   */
  public void requireNotHolding(Location input) {
    if (holds(input)) {
      throw new UserError(
          "Cannot write "
              + this
              + ": it contains an input ("
              + input.option
              + "); name another folder.");
    }
  }

  /**
   * Checks that this output is not inside an input, because it would be read as a part of the
   * input.
   *
   * @throws UserError that names both options, if it is inside
   */
  public void requireNotIn(Location input) {
    if (input.holds(this)) {
      throw new UserError(
          "Cannot write " + this + ": it is in " + input + ", an input; name another folder.");
    }
  }

  /** True if the other path ends at this location or below it, or leads through a link there. */
  public boolean holds(Location other) {
    return fileSystem.equals(other.fileSystem)
        && other.places.stream().anyMatch(reached -> reached.startsWith(place));
  }

  /** The option with the path as the user typed it. */
  @Override
  public String toString() {
    return option + " " + given;
  }

  private static Location remote(
      String option, String given, org.apache.hadoop.fs.Path path, Configuration hadoop)
      throws IOException {
    Path place = local(path);
    return new Location(option, given, nameOf(Storage.of(path, hadoop)), place, Set.of(place));
  }

  private static org.apache.hadoop.fs.Path resolved(
      org.apache.hadoop.fs.Path path, Configuration hadoop) throws IOException {
    FileSystem files = Storage.of(path, hadoop);
    org.apache.hadoop.fs.Path qualified = files.makeQualified(path);
    return "viewfs".equals(files.getUri().getScheme()) ? mounted(files, qualified) : qualified;
  }

  /** The path on the file system that is mounted at a path. */
  private static org.apache.hadoop.fs.Path mounted(FileSystem files, org.apache.hadoop.fs.Path path)
      throws IOException {
    if (path.isRoot() || files.exists(path)) {
      return files.resolvePath(path);
    }
    return new org.apache.hadoop.fs.Path(mounted(files, path.getParent()), path.getName());
  }

  /** The name of a file system, the same with and without the default port. */
  private static String nameOf(FileSystem files) {
    String scheme = files.getUri().getScheme().toLowerCase(Locale.ROOT);
    // s3, s3n and s3a are clients for the same buckets.
    String client = scheme.startsWith("s3") ? "s3" : scheme;
    return client + "://" + serviceOf(files);
  }

  private static String serviceOf(FileSystem files) {
    try {
      String service = files.getCanonicalServiceName();
      if (service != null) {
        return service;
      }
    } catch (IllegalArgumentException e) {
      // The host has no address, so its name is used.
      return String.valueOf(files.getUri().getAuthority());
    }
    return String.valueOf(files.getUri().getAuthority());
  }

  private static boolean isLocal(org.apache.hadoop.fs.Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath()).normalize();
  }
}
