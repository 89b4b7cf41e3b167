package allsky.simulation;

import allsky.sky.GalacticPosition;
import allsky.sky.SkyPosition;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tiles of a simulated sky of N tiles. The order is fixed. The first tile is at the north
 * Galactic pole; each following tile is the one in SDSS's footprint that is farthest from all tiles
 * before it. So a few tiles are widely spread and do not overlap. After the footprint follow the
 * other tiles of the sky in the archive's order.
 */
public final class SimulatedFootprint {

  // The contiguous area of SDSS spectroscopy (Abdurro'uf et al. 2022, ApJS 259, 35, figure 1).
  private static final double SMALLEST_LATITUDE_DEG = 30;
  private static final double SOUTHERN_LIMIT_DEG = -5;
  private static final double NORTHERN_LIMIT_DEG = 65;
  private static final SkyPosition NORTH_GALACTIC_POLE = new SkyPosition(192.85948, 27.12825);

  private SimulatedFootprint() {}

  /**
   * The first tiles in this order.
   *
   * @param count 1 to 18,240
   */
  public static List<AtlasTile> tiles(int count) {
    if (count < 1 || count > AtlasTiling.tiles().size()) {
      throw new IllegalArgumentException("Invalid number of tiles (1 to 18240): " + count);
    }
    List<AtlasTile> footprint =
        AtlasTiling.tiles().stream().filter(SimulatedFootprint::isInFootprint).toList();
    List<AtlasTile> chosen = spread(footprint, Math.min(count, footprint.size()));
    AtlasTiling.tiles().stream()
        .filter(tile -> !isInFootprint(tile))
        .limit(count - chosen.size())
        .forEach(chosen::add);
    return List.copyOf(chosen);
  }

  private static boolean isInFootprint(AtlasTile tile) {
    return Math.abs(GalacticPosition.of(tile.centre()).latDeg()) >= SMALLEST_LATITUDE_DEG
        && tile.decDeg() >= SOUTHERN_LIMIT_DEG
        && tile.decDeg() <= NORTHERN_LIMIT_DEG;
  }

  /**
   * Farthest-point order: for each candidate it keeps the cosine to the nearest chosen tile; the
   * candidate with the smallest cosine is next.
   */
  private static List<AtlasTile> spread(List<AtlasTile> candidates, int count) {
    double[][] vectors =
        candidates.stream().map(tile -> unitVector(tile.centre())).toArray(double[][]::new);
    double[] nearestCosine = new double[vectors.length];
    Arrays.fill(nearestCosine, -2);
    List<AtlasTile> chosen = new ArrayList<>();
    int next = nearest(vectors, unitVector(NORTH_GALACTIC_POLE));
    while (chosen.size() < count) {
      chosen.add(candidates.get(next));
      double[] last = vectors[next];
      for (int i = 0; i < vectors.length; i++) {
        nearestCosine[i] = Math.max(nearestCosine[i], dot(vectors[i], last));
      }
      for (int i = 0; i < vectors.length; i++) {
        if (nearestCosine[i] < nearestCosine[next]) {
          next = i;
        }
      }
    }
    return chosen;
  }

  private static int nearest(double[][] vectors, double[] to) {
    int nearest = 0;
    for (int i = 1; i < vectors.length; i++) {
      if (dot(vectors[i], to) > dot(vectors[nearest], to)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double[] unitVector(SkyPosition position) {
    double ra = Math.toRadians(position.raDeg());
    double dec = Math.toRadians(position.decDeg());
    return new double[] {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)};
  }
}
