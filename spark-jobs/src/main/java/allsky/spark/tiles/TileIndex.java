package allsky.spark.tiles;

import allsky.UserError;
import allsky.fits.header.ImageSurvey;
import allsky.footprint.TileLocator;
import allsky.survey.Band;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * The tiles below a folder, by the headers of their FITS files, and the rule that says which tile a
 * source belongs to. 18,240 tiles take some 20 MB on each executor.
 */
public final class TileIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The tile of a source that has none. */
  public static final int NO_TILE = TileLocator.NONE;

  /** The tile of a row that has no position. */
  public static final int NO_POSITION = -2;

  private final int files;
  private final int filesRead;
  private final String remark;
  private final List<Tile> tiles;
  private final List<String> problems;
  private final List<TileIndexBuilder.Unplaced> unplaced;
  private final Map<String, int[]> byCoaddId;
  private final int[] located;
  private final TileLocator locator;

  /** Tiles whose headers are good and whose pixels are not: a source is theirs if no other's. */
  private final int[] promised;

  private final TileLocator promisedLocator;

  private TileIndex(TileHeaderScan reading) {
    TileIndexBuilder assembly = TileIndexBuilder.of(reading.files());
    this.files = reading.files().size();
    this.filesRead = reading.read();
    this.remark = reading.remark().orElse(null);
    this.tiles = assembly.tiles();
    this.problems =
        Stream.concat(reading.passedOver().stream(), assembly.problems().stream()).toList();
    this.unplaced = assembly.unplaced();
    this.byCoaddId = new HashMap<>();
    Map<String, List<Integer>> named = new HashMap<>();
    for (int i = 0; i < tiles.size(); i++) {
      named.computeIfAbsent(tiles.get(i).coaddId(), id -> new ArrayList<>()).add(i);
    }
    named.forEach((id, those) -> byCoaddId.put(id, ints(those)));
    this.located = places(Tile::mayServe);
    this.locator = locator(located);
    this.promised = places(tile -> !tile.mayServe());
    this.promisedLocator = locator(promised);
  }

  /** The places of tiles with a header. */
  private int[] places(Predicate<Tile> which) {
    return IntStream.range(0, tiles.size())
        .filter(i -> tiles.get(i).header() != null && which.test(tiles.get(i)))
        .toArray();
  }

  private TileLocator locator(int[] places) {
    return new TileLocator(Arrays.stream(places).mapToObj(i -> tiles.get(i).header()).toList());
  }

  /**
   * Reads the header of every FITS image below a folder, in parallel on the executors. Files of
   * other products (uncertainty, coverage, weights) are passed over by their names or FILETYPE.
   */
  public static TileIndex of(SparkSession spark, String folder) {
    return new TileIndex(TileHeaderScan.of(spark, folder));
  }

  /**
   * As {@link #of(SparkSession, String)}, but reads the headers of new and changed files alone and
   * keeps what they say as a {@link allsky.spark.table.TileTable} for the next run.
   *
   * @param keptIn the table's folder; where it cannot be written, {@link #remark} says so
   */
  public static TileIndex of(SparkSession spark, String folder, String keptIn) {
    return new TileIndex(TileHeaderScan.of(spark, folder, keptIn));
  }

  /** Such as "12 tiles (3 files read, 33 from the index)". */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%,d tiles (%,d files read, %,d from the index)",
        tiles.size(),
        filesRead,
        files - filesRead);
  }

  /** Why the headers could not be kept for the next run, in one line. */
  public Optional<String> remark() {
    return Optional.ofNullable(remark);
  }

  /** The tiles, in the order of their names. */
  public List<Tile> tiles() {
    return tiles;
  }

  /** What is not read, and what is wrong with headers, a line each that names the file. */
  public List<String> problems() {
    return problems;
  }

  /**
   * What is wrong with files of some bands that may be of any place on the sky, a line each: one of
   * them may be the tile of a source without a tile.
   */
  List<String> unplaced(Collection<Band> bands) {
    return unplaced.stream()
        .filter(file -> file.band() == null || bands.contains(file.band()))
        .map(TileIndexBuilder.Unplaced::problem)
        .toList();
  }

  /** True where no telescope took one of the images or more. */
  public boolean isSimulated() {
    return tiles.stream().anyMatch(tile -> tile.header() != null && tile.header().simulated());
  }

  /**
   * The one kind of images that the tiles are made of; the Atlas where there is no known one.
   *
   * @throws UserError where images of both kinds lie together
   */
  public ImageSurvey imagery() {
    Map<ImageSurvey, String> examples = new EnumMap<>(ImageSurvey.class);
    for (Tile tile : tiles) {
      if (tile.header() != null && tile.hasImage()) {
        tile.header()
            .imagery()
            .ifPresent(kind -> examples.putIfAbsent(kind, tile.paths().values().iterator().next()));
      }
    }
    if (examples.size() > 1) {
      throw new UserError(
          "Cannot use --tiles: Atlas images ("
              + examples.get(ImageSurvey.ATLAS)
              + ") and unWISE images ("
              + examples.get(ImageSurvey.UNWISE)
              + ") lie together, and their pixels differ in size; name a folder of one kind.");
    }
    return examples.keySet().stream().findFirst().orElse(ImageSurvey.ATLAS);
  }

  /**
   * The place in {@link #tiles} of the tile that a source belongs to: the one that its catalog
   * names, else the tile in whose pixels it is farthest from the edge; {@link #NO_TILE} or {@link
   * #NO_POSITION} where there is none.
   *
   * @param coaddId the catalog's tile, or null
   */
  public int tileOf(String coaddId, double raDeg, double decDeg) {
    int[] named = coaddId == null ? null : byCoaddId.get(coaddId.trim());
    if (named != null && named.length == 1) {
      return named[0];
    }
    if (named != null && tiles.get(named[0]).hasImage()) {
      int place = locator.locateAmong(placesAmongLocated(named), raDeg, decDeg);
      return place == TileLocator.NONE ? named[0] : located[place];
    }
    int place = locator.locate(raDeg, decDeg);
    if (place != TileLocator.NONE) {
      return located[place];
    }
    int cutOff = promisedLocator.locate(raDeg, decDeg);
    return cutOff == TileLocator.NONE ? NO_TILE : promised[cutOff];
  }

  private int[] placesAmongLocated(int[] named) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < located.length; i++) {
      for (int tile : named) {
        if (located[i] == tile) {
          places.add(i);
        }
      }
    }
    return ints(places);
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
