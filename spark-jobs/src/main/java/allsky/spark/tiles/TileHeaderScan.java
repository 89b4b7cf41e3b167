package allsky.spark.tiles;

import allsky.UserError;
import allsky.fits.UnreadableImageException;
import allsky.fits.header.NoPixelsException;
import allsky.fits.header.OtherProductException;
import allsky.fits.header.TileName;
import allsky.fits.image.ImageStart;
import allsky.spark.fault.Storage;
import allsky.spark.files.FilesBelow;
import allsky.spark.output.OutputFolder;
import allsky.spark.table.tile.TileFileRow;
import allsky.spark.table.tile.TileFileRow.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Finds the FITS images below a folder of tiles and reads their headers, in parallel on the
 * executors.
 */
final class TileHeaderScan {

  private static final int FILES_A_TASK = 64;

  /** The largest number of tasks for each core; more do not make reading faster. */
  private static final int TASKS_A_CORE = 32;

  private final SparkSession spark;
  private final String given;
  private final String path;

  private TileHeaderScan(SparkSession spark, String given, String path) {
    this.spark = spark;
    this.given = given;
    this.path = path;
  }

  /**
   * Opens a folder.
   *
   * @param given its path as the user gave it
   * @throws UserError if there is none
   */
  static TileHeaderScan open(SparkSession spark, String given) {
    try {
      Path folder = new Path(given);
      FileSystem files = Storage.of(folder, spark.sparkContext().hadoopConfiguration());
      if (!files.exists(folder)) {
        throw new UserError("Cannot read --tiles " + given + ": there is no such folder.");
      }
      refuseUnfinished(given, spark, files.makeQualified(folder).getParent());
      return new TileHeaderScan(spark, given, files.makeQualified(folder).toString());
    } catch (IOException e) {
      throw unreadable(given, e);
    }
  }

  /** Rejects the tiles of an interrupted simulation, in which images are missing or truncated. */
  private static void refuseUnfinished(String given, SparkSession spark, Path around) {
    if (around == null) {
      return;
    }
    OutputFolder output =
        OutputFolder.at(around.toString(), spark.sparkContext().hadoopConfiguration());
    if (output.identity().isPresent() && !output.isComplete()) {
      throw new UserError(
          "Cannot read --tiles "
              + given
              + ": the job that writes its folder has not finished; run it again.");
    }
  }

  /**
   * The files in a folder of tiles with their headers.
   *
   * @param files with complete paths, in the order of their paths below the folder
   * @param skipped links and named pipes in the folder that are skipped, a sentence each
   * @param read number of headers that were read
   * @param remark why the headers could not be cached for the next run, in one line
   */
  record Headers(
      List<TileFileRow> files, List<String> skipped, int read, Optional<String> remark) {}

  /** Reads every header. */
  Headers readAll() {
    FilesBelow below = filesBelow();
    List<TileFileRow> files = readHeaders(images(below));
    requireImages(files);
    return new Headers(inFolder(files), below.skipped(), files.size(), Optional.empty());
  }

  /**
   * Reads the headers of files that are new or changed since the last run, and caches all headers.
   */
  Headers readChanged(TileHeaderCache cache) {
    FilesBelow below = filesBelow();
    List<TileFileRow> listed = images(below);
    Map<String, TileFileRow> known = cache.read();
    List<TileFileRow> changed = listed.stream().filter(file -> !holds(known, file)).toList();
    List<TileFileRow> files = merged(listed, readHeaders(changed), known);
    requireImages(files);
    boolean asBefore = changed.isEmpty() && known.size() == files.size();
    Optional<String> remark = asBefore ? Optional.empty() : cache.keep(files);
    return new Headers(inFolder(files), below.skipped(), changed.size(), remark);
  }

  private static boolean holds(Map<String, TileFileRow> known, TileFileRow listed) {
    TileFileRow before = known.get(listed.path());
    return before != null && before.holdsFor(listed);
  }

  /** Both lists are in the order of the paths. */
  private static List<TileFileRow> merged(
      List<TileFileRow> listed, List<TileFileRow> read, Map<String, TileFileRow> known) {
    List<TileFileRow> files = new ArrayList<>(listed.size());
    int next = 0;
    for (TileFileRow file : listed) {
      boolean isRead = next < read.size() && read.get(next).path().equals(file.path());
      files.add(isRead ? read.get(next++) : known.get(file.path()));
    }
    return files;
  }

  private List<TileFileRow> inFolder(List<TileFileRow> files) {
    return files.stream().map(file -> file.in(path)).toList();
  }

  /**
   * The images in the order of their paths below the folder. Files of other products (uncertainty,
   * coverage, weights) are skipped by their names in the archives. Hidden files and folders are
   * skipped, as in Spark.
   *
   * @throws UserError if there is none
   */
  private List<TileFileRow> images(FilesBelow below) {
    long now = System.currentTimeMillis();
    List<TileFileRow> found = new ArrayList<>();
    for (FileStatus file : below.files()) {
      String name = below(file.getPath());
      if (isImage(name)) {
        found.add(TileFileRow.listed(name, file.getLen(), file.getModificationTime(), now));
      }
    }
    if (found.isEmpty()) {
      throw new UserError(
          "Cannot read --tiles "
              + given
              + ": there is no FITS image (*.fits, *.fits.gz, *.fits.fz) below it.");
    }
    found.sort(Comparator.comparing(TileFileRow::path));
    return found;
  }

  private FilesBelow filesBelow() {
    try {
      Path folder = new Path(path);
      FileSystem files = Storage.of(folder, spark.sparkContext().hadoopConfiguration());
      return FilesBelow.of(files, folder, name -> !isHidden(name));
    } catch (IOException e) {
      throw unreadable(given, e);
    }
  }

  /**
   * Rejects a folder that only has other products.
   *
   * @param files the files in the folder with their headers
   * @throws UserError if none of them is an intensity image
   */
  private void requireImages(List<TileFileRow> files) {
    if (files.stream().allMatch(TileFileRow::isOtherProduct)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "Cannot read --tiles %s: none of the %,d FITS files below it is an intensity image"
                  + " (%s: %s).",
              given,
              files.size(),
              files.get(0).path(),
              files.get(0).problem()));
    }
  }

  /** The same files, each with its header or its problem, read on the executors. */
  private List<TileFileRow> readHeaders(List<TileFileRow> files) {
    if (files.isEmpty()) {
      return files;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    String folder = path;
    int tasks = (files.size() + FILES_A_TASK - 1) / FILES_A_TASK;
    return context
        .parallelize(files, Math.min(tasks, TASKS_A_CORE * context.defaultParallelism()))
        .map(file -> readHeader(file, folder, hadoop))
        .collect();
  }

  private String below(Path file) {
    String complete = file.toString();
    return complete.startsWith(path + "/") ? complete.substring(path.length() + 1) : complete;
  }

  /** True for the name of a file or folder that begins with a full stop or an underscore. */
  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private static boolean isImage(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(fits|fit)(\\.(gz|fz))?") && !TileName.isOtherProduct(name);
  }

  private static TileFileRow readHeader(
      TileFileRow listed, String folder, SerializableConfiguration hadoop) {
    ImageFile file = new ImageFile(listed.in(folder).path(), hadoop.value());
    try {
      ImageStart start = file.read(ImageStart::read);
      start.requireIn(
          start.packed() ? file.unpackedBytes(listed.bytes(), start.bytes()) : listed.bytes());
      return listed.with(start.header());
    } catch (OtherProductException e) {
      return listed.without(State.OTHER_PRODUCT, e.getMessage());
    } catch (NoPixelsException e) {
      return listed.withoutPixels(e.header(), e.getMessage());
    } catch (UnreadableImageException e) {
      return listed.without(State.BAD_IMAGE, e.getMessage());
    } catch (ImageFile.OutOfReachException e) {
      return listed.without(State.OUT_OF_REACH, e.getMessage());
    } catch (IOException e) {
      return listed.without(State.BAD_IMAGE, "it cannot be opened (" + Storage.reason(e) + ")");
    }
  }

  private static UserError unreadable(String given, IOException e) {
    return new UserError("Cannot read --tiles " + given + ": " + Storage.reason(e), e);
  }
}
