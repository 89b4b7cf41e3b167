package allsky.spark.tiles;

import allsky.fits.header.TileHeader;
import allsky.fits.header.TileName;
import allsky.fits.wcs.PixelPosition;
import allsky.sky.SkyPosition;
import allsky.spark.table.TileFileRow;
import allsky.survey.Band;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts the files of a folder together: images of one name and one grid are the bands of one tile. A
 * file that cannot be used is held against the tile and the band that it is, and nothing else.
 */
final class TileIndexBuilder {

  private final Map<String, List<Tile>> byName = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Unplaced> unplaced = new ArrayList<>();

  private TileIndexBuilder() {}

  /** Puts files together that come in the order of their paths. */
  static TileIndexBuilder of(List<TileFileRow> files) {
    TileIndexBuilder assembly = new TileIndexBuilder();
    files.stream().filter(TileFileRow::isUsable).forEach(assembly::addImage);
    files.stream().filter(TileFileRow::otherProduct).forEach(assembly::addOtherProduct);
    files.stream()
        .filter(file -> !file.isUsable() && !file.otherProduct())
        .forEach(assembly::addProblem);
    assembly.byName.values().forEach(TileIndexBuilder::addMisfits);
    return assembly;
  }

  /** The tiles, in the order of their names. */
  List<Tile> tiles() {
    return byName.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Tile::coaddId))
        .toList();
  }

  /** What is wrong with files, a line each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * A file that cannot be used and may be of any place on the sky.
   *
   * @param band null where its name does not say it
   * @param problem one line that names the file
   */
  record Unplaced(Band band, String problem) implements Serializable {}

  /** The files of which neither their headers nor other bands of their tiles say where they are. */
  List<Unplaced> unplaced() {
    List<Unplaced> all = new ArrayList<>(unplaced);
    byName.values().stream()
        .flatMap(List::stream)
        .filter(tile -> tile.header() == null)
        .forEach(
            tile -> tile.problems().forEach((band, line) -> all.add(new Unplaced(band, line))));
    return List.copyOf(all);
  }

  private void addImage(TileFileRow file) {
    TileHeader header = file.header();
    List<Tile> patches = byName.computeIfAbsent(header.coaddId(), id -> new ArrayList<>());
    Tile patch =
        patches.stream()
            .filter(tile -> tile.header().sameGridAs(header))
            .findFirst()
            .orElseGet(() -> added(patches, header.coaddId(), header));
    String earlier = patch.paths().putIfAbsent(header.band(), file.path());
    if (earlier != null) {
      problems.add(
          String.format(
              "%s: it is passed over; %s is %s of the tile %s already",
              file.path(), earlier, header.band(), header.coaddId()));
    }
  }

  private void addOtherProduct(TileFileRow file) {
    problems.add(file.path() + ": it is passed over; " + file.problem());
  }

  /**
   * A file that cannot be used counts against the tile and the band that its header says, else its
   * name. A header without the pixels that it promises places a tile only where there is no other.
   */
  private void addProblem(TileFileRow file) {
    String problem = file.path() + ": " + file.problem();
    problems.add(problem);
    TileName name = nameOf(file);
    if (name.band() == null) {
      unplaced.add(new Unplaced(null, problem));
      return;
    }
    List<Tile> patches = byName.computeIfAbsent(name.coaddId(), id -> new ArrayList<>());
    if (patches.isEmpty()) {
      added(patches, name.coaddId(), file.header());
    }
    for (Tile patch : patches) {
      if (!patch.paths().containsKey(name.band())) {
        patch.problems().putIfAbsent(name.band(), problem);
      }
    }
  }

  private static TileName nameOf(TileFileRow file) {
    TileHeader promised = file.header();
    return promised == null
        ? TileName.of(file.name())
        : new TileName(promised.coaddId(), promised.band());
  }

  /**
   * Where a patch lacks a band and another one of its name has it over the same sky, the image of
   * that band is of another size or position than the others.
   */
  private static void addMisfits(List<Tile> patches) {
    for (Tile patch : patches) {
      for (Tile other : patches) {
        boolean lacks = !patch.paths().keySet().containsAll(other.paths().keySet());
        if (lacks && overlap(patch, other)) {
          other.paths().keySet().stream()
              .filter(band -> !patch.paths().containsKey(band))
              .forEach(band -> patch.problems().putIfAbsent(band, misfit(patch, other)));
        }
      }
    }
  }

  private static boolean overlap(Tile one, Tile other) {
    return holdsCentre(one.header(), other.header()) || holdsCentre(other.header(), one.header());
  }

  private static boolean holdsCentre(TileHeader outer, TileHeader inner) {
    SkyPosition centre = inner.middle();
    PixelPosition pixel = outer.projection().toPixel(centre.raDeg(), centre.decDeg());
    return pixel.x() > -0.5
        && pixel.x() < outer.width() - 0.5
        && pixel.y() > -0.5
        && pixel.y() < outer.height() - 0.5;
  }

  /** The same words from both sides: the one with fewer bands is the odd one. */
  private static String misfit(Tile one, Tile other) {
    boolean oneIsOdd = one.paths().size() < other.paths().size();
    Tile odd = oneIsOdd ? one : other;
    Tile good = oneIsOdd ? other : one;
    return String.format(
        Locale.ROOT,
        "%s: it differs in size or position from %s (%d x %d pixels against %d x %d)",
        odd.paths().values().iterator().next(),
        good.paths().values().iterator().next(),
        odd.header().width(),
        odd.header().height(),
        good.header().width(),
        good.header().height());
  }

  private static Tile added(List<Tile> patches, String coaddId, TileHeader header) {
    Tile tile = new Tile(coaddId, header, new EnumMap<>(Band.class), new EnumMap<>(Band.class));
    patches.add(tile);
    return tile;
  }
}
