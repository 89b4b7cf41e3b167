package allsky.spark.tiles;

import allsky.spark.fault.LibraryFault;
import allsky.spark.table.TileFileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The files of a folder of tiles with what their headers say: of new and changed files read anew,
 * of the others as the last run kept it.
 *
 * @param files with whole paths, in the order of their paths below the folder
 * @param passedOver links and named pipes of the folder that are not read, a sentence each
 * @param read how many headers were read
 * @param remark why nothing could be kept for the next run, in one line
 */
record TileHeaderScan(
    List<TileFileRow> files, List<String> passedOver, int read, Optional<String> remark) {

  /** Reads every header. */
  static TileHeaderScan of(SparkSession spark, String tiles) {
    TileFolder folder = TileFolder.open(spark, tiles);
    TileFolder.Listing listing = folder.list();
    List<TileFileRow> files = folder.readHeaders(listing.images());
    folder.requireImages(files);
    return new TileHeaderScan(
        inFolder(files, folder), listing.passedOver(), files.size(), Optional.empty());
  }

  /**
   * Reads the headers of files that are new or changed since the last run and keeps all of them for
   * the next.
   *
   * @param keptIn the folder of the {@link TileHeaderCache}
   */
  static TileHeaderScan of(SparkSession spark, String tiles, String keptIn) {
    TileFolder folder = TileFolder.open(spark, tiles);
    TileFolder.Listing listing = folder.list();
    List<TileFileRow> listed = listing.images();
    TileHeaderCache kept = TileHeaderCache.in(spark, keptIn);
    Map<String, TileFileRow> known = kept.read();
    List<TileFileRow> changed =
        listed.stream()
            .filter(file -> !known.containsKey(file.path()) || !holds(known, file))
            .toList();
    List<TileFileRow> files = merged(listed, folder.readHeaders(changed), known);
    folder.requireImages(files);
    boolean asBefore = changed.isEmpty() && known.size() == files.size();
    Optional<String> remark = asBefore ? Optional.empty() : keep(kept, files, keptIn);
    return new TileHeaderScan(
        inFolder(files, folder), listing.passedOver(), changed.size(), remark);
  }

  private static boolean holds(Map<String, TileFileRow> known, TileFileRow listed) {
    return known.get(listed.path()).holdsFor(listed);
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

  private static Optional<String> keep(
      TileHeaderCache kept, List<TileFileRow> files, String keptIn) {
    try {
      kept.write(files);
      return Optional.empty();
    } catch (Exception e) {
      // Spark throws checked exceptions undeclared; none of them is worth more than a line here.
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the tile index cannot be kept in %s (%s); name a folder with --tile-index to read"
                  + " the headers once only",
              keptIn,
              LibraryFault.reason(e)));
    }
  }

  private static List<TileFileRow> inFolder(List<TileFileRow> files, TileFolder folder) {
    return files.stream().map(file -> file.in(folder.path())).toList();
  }
}
