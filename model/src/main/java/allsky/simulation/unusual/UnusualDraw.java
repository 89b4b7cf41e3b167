package allsky.simulation.unusual;

import allsky.simulation.image.TileConditions;
import allsky.simulation.source.PopulationTable;
import allsky.simulation.source.SkySource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the unusual objects of a tile: each in a square of its own, the kinds in turn, where the
 * natural sky has no source that the catalog could list.
 */
public final class UnusualDraw {

  /** Side of the square of an object in pixels (165 arcsec), so that objects do not overlap. */
  public static final int SQUARE_PIXELS = 120;

  /** No natural source of this W1 or brighter is within {@link #FREE_PIXELS} of an object. */
  static final double FREE_TO_W1 = 17.7;

  /** 10 arcsec. */
  static final double FREE_PIXELS = 7.3;

  private static final double JITTER = 0.5;
  private static final int TRIES = 200;

  private final int tilePixels;
  private final PopulationTable populations;
  private final TileConditions conditions;
  private final SplittableRandom random;

  public UnusualDraw(
      int tilePixels,
      PopulationTable populations,
      TileConditions conditions,
      SplittableRandom random) {
    this.tilePixels = tilePixels;
    this.populations = populations;
    this.conditions = conditions;
    this.random = random;
  }

  /** The maximum number of objects in a tile: one for each square. */
  public static int largestCount(int tilePixels) {
    int side = tilePixels / SQUARE_PIXELS;
    return side * side;
  }

  /**
   * The objects of a tile. There are fewer than {@code count} if a square has no free place.
   *
   * @param count 0 to {@link #largestCount}
   * @param natural the other sources of the tile
   */
  public List<UnusualObject> objects(int count, List<SkySource> natural) {
    List<SkySource> bright = natural.stream().filter(s -> s.w1() < FREE_TO_W1).toList();
    UnusualKind[] kinds = UnusualKind.values();
    List<UnusualObject> objects = new ArrayList<>(count);
    int[] squares = squares();
    for (int i = 0; i < count; i++) {
      SplittableRandom own = random.split();
      UnusualMaker maker = new UnusualMaker(populations, conditions, own);
      double[] place = freePlace(squares[i], bright, own);
      if (place != null) {
        objects.add(maker.make(kinds[i % kinds.length], place[0], place[1]));
      }
    }
    return objects;
  }

  /** The squares in a random order (Fisher and Yates). */
  private int[] squares() {
    int[] squares = new int[largestCount(tilePixels)];
    for (int i = 0; i < squares.length; i++) {
      int j = random.nextInt(i + 1);
      squares[i] = squares[j];
      squares[j] = i;
    }
    return squares;
  }

  /** A place near the middle of a square, without natural sources; null if none is found. */
  private double[] freePlace(int square, List<SkySource> bright, SplittableRandom own) {
    int side = tilePixels / SQUARE_PIXELS;
    int column = square % side;
    int row = square / side;
    double middleX = (column + 0.5) * SQUARE_PIXELS;
    double middleY = (row + 0.5) * SQUARE_PIXELS;
    List<SkySource> near =
        bright.stream()
            .filter(s -> Math.hypot(s.x() - middleX, s.y() - middleY) < SQUARE_PIXELS)
            .toList();
    for (int i = 0; i < TRIES; i++) {
      double x = middleX + JITTER * SQUARE_PIXELS * (own.nextDouble() - 0.5);
      double y = middleY + JITTER * SQUARE_PIXELS * (own.nextDouble() - 0.5);
      if (near.stream().noneMatch(s -> Math.hypot(s.x() - x, s.y() - y) < FREE_PIXELS)) {
        return new double[] {x, y};
      }
    }
    return null;
  }
}
