package allsky.survey;

import allsky.sky.SkyPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The 18,240 tiles of the WISE Atlas: 119 rows of equal declination, each with tiles at equal steps
 * of right ascension from 0 (Explanatory Supplement to the WISE All-Sky Release, section IV.1).
 */
public final class AtlasTiling {

  /** Pixels along each side of an Atlas image. */
  public static final int TILE_PIXELS = 4095;

  /** Side of a pixel in degrees (CDELT2 of the Atlas headers), nominally 1.375 arcsec. */
  public static final double PIXEL_SCALE_DEG = 0.0003819444391411;

  public static final double PIXEL_SCALE_ARCSEC = PIXEL_SCALE_DEG * 3600;

  /**
   * Minimum distance of catalog sources from the edge of their tile (Explanatory Supplement to
   * AllWISE, section V.4.a).
   */
  public static final double CATALOG_MARGIN_ARCSEC = 50;

  private static final int OUTERMOST_ROW = 59;
  private static final double ROW_STEP_DEG = 1.514_444_4;
  private static final double HALF_TILE_DEG = 0.782;

  /**
   * CRVAL1 of the last tile of each row, from the equator to the pole; southern rows have the same
   * values. They are listed because the archive's steps differ from 360/N by up to 0.09 degrees at
   * the poles, which changes the names of tiles.
   */
  private static final double[] LAST_RA_DEG = {
    358.488749, 358.488743, 358.488972, 358.480760, 358.482340, 358.474564, 358.467776, 358.461196,
    358.454898, 358.449489, 358.434246, 358.429515, 358.415008, 358.400705, 358.386911, 358.372875,
    358.348576, 358.335253, 358.311225, 358.286433, 358.261753, 358.237052, 358.198544, 358.172982,
    358.133412, 358.107525, 358.066208, 358.023640, 357.979902, 357.916519, 357.869678, 357.821230,
    357.749973, 357.675679, 357.619796, 357.538199, 357.451111, 357.328719, 357.229149, 357.120509,
    357.005992, 356.841724, 356.704610, 356.506731, 356.286466, 356.034372, 355.824947, 355.510252,
    355.145139, 354.717599, 354.209997, 353.595959, 352.834874, 351.599879, 350.260615, 348.394923,
    345.705079, 339.770114, 329.901791, 300.460928
  };

  private static final List<List<AtlasTile>> ROWS = rows();
  private static final List<AtlasTile> TILES = ROWS.stream().flatMap(List::stream).toList();

  private AtlasTiling() {}

  /** All tiles, by row from south to north and by right ascension within a row. */
  public static List<AtlasTile> tiles() {
    return TILES;
  }

  /** The tile whose centre is nearest to a position. */
  public static AtlasTile nearest(SkyPosition position) {
    int row = (int) Math.round(position.decDeg() / ROW_STEP_DEG);
    AtlasTile nearest = null;
    double largestCosine = -2;
    for (int i = Math.max(row - 1, -OUTERMOST_ROW); i <= Math.min(row + 1, OUTERMOST_ROW); i++) {
      for (AtlasTile tile : neighbours(ROWS.get(i + OUTERMOST_ROW), position)) {
        double cosine = cosine(position, tile.centre());
        if (cosine > largestCosine) {
          largestCosine = cosine;
          nearest = tile;
        }
      }
    }
    return nearest;
  }

  /** The tiles of a row on both sides of a right ascension; the complete row near the poles. */
  private static List<AtlasTile> neighbours(List<AtlasTile> row, SkyPosition position) {
    if (row.size() < 20) {
      return row;
    }
    int west = (int) (position.raDeg() / row.get(1).raDeg());
    return List.of(row.get(west % row.size()), row.get((west + 1) % row.size()));
  }

  private static double cosine(SkyPosition a, SkyPosition b) {
    double decA = Math.toRadians(a.decDeg());
    double decB = Math.toRadians(b.decDeg());
    return Math.sin(decA) * Math.sin(decB)
        + Math.cos(decA) * Math.cos(decB) * Math.cos(Math.toRadians(a.raDeg() - b.raDeg()));
  }

  private static List<List<AtlasTile>> rows() {
    List<List<AtlasTile>> rows = new ArrayList<>();
    int first = 0;
    for (int row = -OUTERMOST_ROW; row <= OUTERMOST_ROW; row++) {
      List<AtlasTile> tiles = row(row, first);
      rows.add(tiles);
      first += tiles.size();
    }
    return List.copyOf(rows);
  }

  private static List<AtlasTile> row(int row, int firstIndex) {
    double decDeg = millionths(row * 1.514_444_444_4);
    double innerEdgeRad = Math.toRadians(Math.max(Math.abs(decDeg) - HALF_TILE_DEG, 0));
    int count = (int) Math.round(360 * Math.cos(innerEdgeRad) / ROW_STEP_DEG);
    double stepDeg = LAST_RA_DEG[Math.abs(row)] / (count - 1);
    List<AtlasTile> tiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double raDeg = millionths(i * stepDeg);
      tiles.add(new AtlasTile(firstIndex + i, coaddId(raDeg, decDeg), raDeg, decDeg));
    }
    return List.copyOf(tiles);
  }

  /**
   * The name of a tile, in tenths of a degree: right ascension truncated, declination rounded
   * towards the south.
   */
  private static String coaddId(double raDeg, double decDeg) {
    int tenthsOfRa = (int) (raDeg * 10 + 1e-7);
    int tenthsOfDec = (int) Math.floor(decDeg * 10 + 1e-7);
    return String.format(
        Locale.ROOT,
        "%04d%s%03d_ac51",
        tenthsOfRa,
        tenthsOfDec < 0 ? "m" : "p",
        Math.abs(tenthsOfDec));
  }

  private static double millionths(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
