package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.catalog.files.HduPath;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.Storage;
import allsky.spark.files.DriverPath;
import allsky.spark.files.Location;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A path that a job writes, compared with the paths that it reads. */
public final class OutputPlace {

  private final Location place;
  private final Configuration hadoop;

  /**
   * @throws UserError where the path cannot be resolved
   */
  public OutputPlace(String option, String path, Configuration hadoop) {
    this(option, path, () -> new Path(path), hadoop);
  }

  /**
   * A folder on the driver's disk.
   *
   * @param given the path as the user typed it, for messages
   */
  public OutputPlace(String option, String given, DriverPath folder, Configuration hadoop) {
    this(option, given, folder::hadoop, hadoop);
  }

  private OutputPlace(String option, String given, Supplier<Path> folder, Configuration hadoop) {
    this.hadoop = hadoop;
    try {
      this.place = Location.ofOutput(option, given, folder.get(), hadoop);
    } catch (IOException e) {
      throw new UserError("Cannot write " + option + " " + given + ": " + Storage.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new UserError("Cannot write " + option + " " + given + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that the output neither holds an input nor is in one.
   *
   * @param inputs an input without a path is not given and is left out
   */
  public void from(TableInput... inputs) {
    places(inputs).forEach(place::requireApartFrom);
  }

  /** Checks that the output holds no input; it may be in one. */
  public void holdsNone(TableInput... inputs) {
    places(inputs).forEach(place::requireNotHolding);
  }

  /** Checks that the output is in no input; it may hold one. */
  public void isInNone(TableInput... inputs) {
    places(inputs).forEach(place::requireNotIn);
  }

  private Stream<Location> places(TableInput... inputs) {
    return Arrays.stream(inputs)
        .filter(input -> input.path() != null)
        .flatMap(input -> place(input).stream());
  }

  /** The path as the user typed it, without the table that it names in a file. */
  private String fileOf(TableInput input) throws IOException {
    Path given = new Path(input.path());
    Path file = HduPath.fileOf(input, hadoop);
    return file.equals(given) ? input.path() : file.toString();
  }

  /** Empty where the input cannot be reached, which its reader tells. */
  private Optional<Location> place(TableInput input) {
    try {
      return Optional.of(Location.ofInput(input.option(), fileOf(input), hadoop));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
