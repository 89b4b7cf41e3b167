package allsky.spark.tiles;

import allsky.UserError;
import allsky.fits.header.ImageSurvey;
import allsky.fits.header.TileHeader;
import allsky.fits.header.TileName;
import allsky.footprint.TileLocator;
import allsky.spark.table.tile.TileFileRow;
import allsky.survey.Band;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * The tiles below a folder, from the headers of their FITS files, and the rule that assigns a tile
 * to a source. 18,240 tiles take about 20 MB on each executor.
 */
public final class TileIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The value for a source without a tile. */
  public static final int NO_TILE = TileLocator.NONE;

  /** The value for a row without a position. */
  public static final int NO_POSITION = -2;

  private final int files;
  private final int filesRead;
  private final String remark;
  private final List<Tile> tiles;
  private final List<String> problems;
  private final List<Unplaced> unplaced = new ArrayList<>();
  private final Map<String, int[]> byCoaddId = new HashMap<>();
  private final int[] located;
  private final TileLocator locator;

  /**
   * The indices of tiles with valid headers but without usable pixels. A source gets such a tile
   * only if no other tile covers it.
   */
  private final int[] promised;

  private final TileLocator promisedLocator;

  /**
   * A file that cannot be used and whose position on the sky is unknown.
   *
   * @param band null if the file name does not give it
   * @param problem one line that names the file
   */
  private record Unplaced(Band band, String problem) implements Serializable {}

  private TileIndex(TileHeaderScan.Headers headers) {
    this.files = headers.files().size();
    this.filesRead = headers.read();
    this.remark = headers.remark().orElse(null);
    this.problems = new ArrayList<>(headers.skipped());
    this.tiles =
        together(headers.files()).values().stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Tile::coaddId))
            .toList();
    IntStream.range(0, tiles.size())
        .boxed()
        .collect(Collectors.groupingBy(i -> tiles.get(i).coaddId()))
        .forEach((id, those) -> byCoaddId.put(id, ints(those)));
    this.located = indices(Tile::mayServe);
    this.locator = locator(located);
    this.promised = indices(tile -> !tile.mayServe());
    this.promisedLocator = locator(promised);
  }

  /**
   * Reads the header of every FITS image below a folder, in parallel on the executors. Files of
   * other products (uncertainty, coverage, weights) are skipped by their names or FILETYPE.
   */
  public static TileIndex of(SparkSession spark, String folder) {
    return new TileIndex(TileHeaderScan.open(spark, folder).readAll());
  }

  /**
   * Like {@link #of(SparkSession, String)}, but reads only the headers of new and changed files,
   * and caches all headers in a {@link allsky.spark.table.tile.TileTable} for the next run.
   *
   * @param keptIn the folder of the table; if it cannot be written, {@link #remark} gives the
   *     reason
   */
  public static TileIndex of(SparkSession spark, String folder, String keptIn) {
    return read(spark, folder, TileHeaderCache.in(spark, keptIn));
  }

  /** Like {@link #of(SparkSession, String, String)}, but does not change the cache. */
  public static TileIndex readOnly(SparkSession spark, String folder, String keptIn) {
    return read(spark, folder, TileHeaderCache.readOnly(spark, keptIn));
  }

  private static TileIndex read(SparkSession spark, String folder, TileHeaderCache cache) {
    return new TileIndex(TileHeaderScan.open(spark, folder).readChanged(cache));
  }

  /**
   * Groups files by the names of their tiles. Images with the same name and grid are the bands of
   * one tile. A file that cannot be used becomes a fault of its tile and band.
   *
   * @param files in the order of their paths
   */
  private Map<String, List<Tile>> together(List<TileFileRow> files) {
    Map<String, List<Tile>> byName = new LinkedHashMap<>();
    files.stream().filter(TileFileRow::isUsable).forEach(file -> addImage(byName, file));
    files.stream()
        .filter(TileFileRow::isOtherProduct)
        .map(file -> file.path() + ": skipped; " + file.problem())
        .forEach(problems::add);
    files.stream()
        .filter(file -> !file.isUsable() && !file.isOtherProduct())
        .forEach(file -> addFault(byName, file));
    for (List<Tile> subtiles : byName.values()) {
      subtiles.forEach(subtile -> subtiles.forEach(subtile::addMisfits));
      subtiles.stream().filter(subtile -> subtile.header() == null).forEach(this::addUnplaced);
    }
    return byName;
  }

  private void addImage(Map<String, List<Tile>> byName, TileFileRow file) {
    TileHeader header = file.header();
    List<Tile> subtiles = byName.computeIfAbsent(header.coaddId(), id -> new ArrayList<>());
    Tile subtile =
        subtiles.stream()
            .filter(tile -> tile.header().sameGridAs(header))
            .findFirst()
            .orElseGet(() -> added(subtiles, header.coaddId(), header));
    String earlier = subtile.paths().putIfAbsent(header.band(), file.path());
    if (earlier != null) {
      problems.add(
          String.format(
              "%s: skipped; %s is already the %s image of the tile %s",
              file.path(), earlier, header.band(), header.coaddId()));
    }
  }

  /**
   * Adds a fault for a file that cannot be used to the tile and band in its header, or else in its
   * name. A header without pixels gives the position of a tile only if there is no other header.
   */
  private void addFault(Map<String, List<Tile>> byName, TileFileRow file) {
    TileFault fault = TileFault.of(file);
    problems.add(fault.problem());
    TileName name = file.tileName();
    if (name.band() == null) {
      unplaced.add(new Unplaced(null, fault.problem()));
      return;
    }
    List<Tile> subtiles = byName.computeIfAbsent(name.coaddId(), id -> new ArrayList<>());
    if (subtiles.isEmpty()) {
      added(subtiles, name.coaddId(), file.header());
    }
    subtiles.stream()
        .filter(subtile -> !subtile.paths().containsKey(name.band()))
        .forEach(subtile -> subtile.faults().putIfAbsent(name.band(), fault));
  }

  private static Tile added(List<Tile> subtiles, String coaddId, TileHeader header) {
    Tile tile = Tile.empty(coaddId, header);
    subtiles.add(tile);
    return tile;
  }

  /** Records the files of a tile whose position no header gives. */
  private void addUnplaced(Tile tile) {
    tile.faults().forEach((band, fault) -> unplaced.add(new Unplaced(band, fault.problem())));
  }

  /** The indices of tiles with a header. */
  private int[] indices(Predicate<Tile> which) {
    return IntStream.range(0, tiles.size())
        .filter(i -> tiles.get(i).header() != null && which.test(tiles.get(i)))
        .toArray();
  }

  private TileLocator locator(int[] indices) {
    return new TileLocator(Arrays.stream(indices).mapToObj(i -> tiles.get(i).header()).toList());
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

  /** Why the headers could not be cached for the next run, in one line. */
  public Optional<String> remark() {
    return Optional.ofNullable(remark);
  }

  /** The tiles, in the order of their names. */
  public List<Tile> tiles() {
    return tiles;
  }

  /** The skipped files and the problems of headers, one line each that names the file. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * The problems of files of some bands whose position is unknown, one line each. One of them may
   * be the tile of a source without a tile.
   */
  List<String> unplaced(Collection<Band> bands) {
    return unplaced.stream()
        .filter(file -> file.band() == null || bands.contains(file.band()))
        .map(Unplaced::problem)
        .toList();
  }

  /** True if at least one image is simulated. */
  public boolean isSimulated() {
    return tiles.stream().anyMatch(tile -> tile.header() != null && tile.header().simulated());
  }

  /**
   * The image survey of the tiles; the Atlas if none is recognised.
   *
   * @throws UserError if the folder has images of both surveys
   */
  public ImageSurvey survey() {
    Map<ImageSurvey, String> examples = new EnumMap<>(ImageSurvey.class);
    for (Tile tile : tiles) {
      if (tile.header() != null && tile.hasImage()) {
        tile.header()
            .survey()
            .ifPresent(kind -> examples.putIfAbsent(kind, tile.paths().values().iterator().next()));
      }
    }
    if (examples.size() > 1) {
      throw new UserError(
          "Cannot use --tiles: Atlas images ("
              + examples.get(ImageSurvey.ATLAS)
              + ") and unWISE images ("
              + examples.get(ImageSurvey.UNWISE)
              + ") are in the same folder, and their pixels differ in size; name a folder with"
              + " images of one survey.");
    }
    return examples.keySet().stream().findFirst().orElse(ImageSurvey.ATLAS);
  }

  /**
   * The index in {@link #tiles} of the tile of a source: the tile that its catalog names, or else
   * the tile in which the source is farthest from the edge; {@link #NO_TILE} or {@link
   * #NO_POSITION} where there is none.
   *
   * @param coaddId the catalog's tile name, or null
   */
  public int tileOf(String coaddId, double raDeg, double decDeg) {
    int[] named = coaddId == null ? null : byCoaddId.get(coaddId.trim());
    if (named != null && named.length == 1) {
      return named[0];
    }
    if (named != null && tiles.get(named[0]).hasImage()) {
      int place = locator.locateAmong(amongLocated(named), raDeg, decDeg);
      return place == TileLocator.NONE ? named[0] : located[place];
    }
    int place = locator.locate(raDeg, decDeg);
    if (place != TileLocator.NONE) {
      return located[place];
    }
    int cutOff = promisedLocator.locate(raDeg, decDeg);
    return cutOff == TileLocator.NONE ? NO_TILE : promised[cutOff];
  }

  private int[] amongLocated(int[] named) {
    return IntStream.range(0, located.length)
        .filter(i -> Arrays.stream(named).anyMatch(tile -> tile == located[i]))
        .toArray();
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
