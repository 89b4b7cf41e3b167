package allsky.sky;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * HEALPix cells in the NESTED scheme: 12 · 4^order cells of equal area on the sphere.
 *
 * <p>Gorski et al. 2005, ApJ 622, 759. A cell contains four cells of the next order: {@code
 * cell(order - 1) = cell(order) >> 2}.
 */
public final class Healpix {

  /**
   * The highest order whose cells fit in a signed 64-bit number; HATS uses it in {@code
   * _healpix_29}.
   */
  public static final int MAX_ORDER = 29;

  /**
   * The rings of the southernmost corners of the twelve base cells; below, their longitudes in
   * octants.
   */
  private static final int[] FACE_RING = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};

  private static final int[] FACE_OCTANT = {1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7};

  /**
   * Number of directions to look at. Neighbouring points are a sixth of the distance apart, which
   * is close enough for the sharpest corner of a cell.
   */
  private static final int LOOKS_AROUND = 48;

  private Healpix() {}

  /**
   * The cell that contains a position.
   *
   * @param order 0 to {@value #MAX_ORDER}
   * @param raDeg right ascension in degrees, any finite value
   * @param decDeg declination in degrees, -90 to 90
   */
  public static long cell(int order, double raDeg, double decDeg) {
    checkOrder(order);
    SkyPosition position = SkyPosition.ofDegrees(raDeg, decDeg);
    long side = 1L << order;
    double z = Math.sin(Math.toRadians(decDeg));
    double quadrants = position.raDeg() / 90;
    return 3 * Math.abs(z) <= 2
        ? equatorialCell(side, order, z, quadrants)
        : polarCell(side, order, decDeg, quadrants);
  }

  /**
   * The cells within a distance of a position, its own cell first. The method takes the cells of
   * points around the position at 1.3 times the distance, so that it finds corners that reach into
   * the circle. The result may include a cell a little beyond the distance.
   *
   * @param order the order; its cells should be much larger than the distance
   * @param distanceArcsec 0 to 648000
   */
  public static long[] cellsAround(int order, double raDeg, double decDeg, double distanceArcsec) {
    SkyPosition centre = SkyPosition.ofDegrees(raDeg, decDeg);
    LongStream around =
        IntStream.range(0, LOOKS_AROUND)
            .mapToObj(i -> centre.towards(360.0 / LOOKS_AROUND * i, 1.3 * distanceArcsec))
            .mapToLong(position -> cell(order, position.raDeg(), position.decDeg()));
    return LongStream.concat(LongStream.of(cell(order, raDeg, decDeg)), around)
        .distinct()
        .toArray();
  }

  /**
   * Section 5.2: in the belt |z| <= 2/3 the edges of cells are straight lines in z and longitude.
   */
  private static long equatorialCell(long side, int order, double z, double quadrants) {
    double along = side * (0.5 + quadrants);
    double across = side * z * 0.75;
    long ascending = (long) Math.floor(along - across);
    long descending = (long) Math.floor(along + across);
    long ascendingFace = ascending >> order;
    long descendingFace = descending >> order;
    long face;
    if (ascendingFace == descendingFace) {
      face = (ascendingFace & 3) | 4;
    } else {
      face = ascendingFace < descendingFace ? ascendingFace : descendingFace + 8;
    }
    return nested(face, order, descending & (side - 1), side - (ascending & (side - 1)) - 1);
  }

  /**
   * Section 5.1: in a cap the edges run along sqrt(3 (1 - |z|)), calculated from the polar angle.
   */
  private static long polarCell(long side, int order, double decDeg, double quadrants) {
    int quadrant = Math.min(3, (int) quadrants);
    double inQuadrant = quadrants - quadrant;
    double toPoleRad = Math.toRadians(90 - Math.abs(decDeg));
    double ring = side * Math.sqrt(6) * Math.sin(toPoleRad / 2);
    long rising = Math.min(side - 1, (long) (inQuadrant * ring));
    long falling = Math.min(side - 1, (long) ((1 - inQuadrant) * ring));
    return decDeg > 0
        ? nested(quadrant, order, side - falling - 1, side - rising - 1)
        : nested(quadrant + 8L, order, rising, falling);
  }

  /** The centre of a cell. */
  public static SkyPosition centre(int order, long cell) {
    checkOrder(order);
    if (cell < 0 || cell >= 12L << (2 * order)) {
      throw new IllegalArgumentException(
          "Invalid HEALPix cell (0 to 12 * 4^" + order + " - 1): " + cell);
    }
    long side = 1L << order;
    int face = (int) (cell >> (2 * order));
    long x = evenBits(cell);
    long y = evenBits(cell >> 1);
    long ring = FACE_RING[face] * side - (x & (side - 1)) - (y & (side - 1)) - 1;
    long cellsInQuadrant = Math.min(side, Math.min(ring, 4 * side - ring));
    double octants =
        FACE_OCTANT[face] + ((x & (side - 1)) - (y & (side - 1))) / (double) cellsInQuadrant;
    return SkyPosition.ofDegrees(octants * 45, ringDecDeg(side, ring));
  }

  /**
   * The four corners of a cell, from the southern one eastwards: the centres of the cells of the
   * highest order that are in the corners, so within 0.001 arcsec. The edges between them are not
   * great circles.
   */
  public static List<SkyPosition> corners(int order, long cell) {
    checkOrder(order);
    int levels = 2 * (MAX_ORDER - order);
    long first = cell << levels;
    long ones = levels == 0 ? 0 : 0x5555555555555555L >>> (64 - levels);
    return LongStream.of(0, ones, 3 * ones, 2 * ones)
        .mapToObj(corner -> centre(MAX_ORDER, first + corner))
        .toList();
  }

  /** Equations 4 and 8; in the caps with the polar angle, which is precise at the poles. */
  private static double ringDecDeg(long side, long ring) {
    long fromPole = Math.min(ring, 4 * side - ring);
    if (fromPole >= side) {
      return Math.toDegrees(Math.asin(2 * (2 * side - ring) / (3.0 * side)));
    }
    double toPoleDeg = Math.toDegrees(2 * Math.asin(fromPole / (Math.sqrt(6) * side)));
    return ring < side ? 90 - toPoleDeg : toPoleDeg - 90;
  }

  private static long nested(long face, int order, long x, long y) {
    return (face << (2 * order)) + spread(x) + (spread(y) << 1);
  }

  /** Moves the bits of a number below 2^32 to the even positions. */
  private static long spread(long bits) {
    long v = bits;
    v = (v | (v << 16)) & 0x0000FFFF0000FFFFL;
    v = (v | (v << 8)) & 0x00FF00FF00FF00FFL;
    v = (v | (v << 4)) & 0x0F0F0F0F0F0F0F0FL;
    v = (v | (v << 2)) & 0x3333333333333333L;
    return (v | (v << 1)) & 0x5555555555555555L;
  }

  /** Collects the bits at the even positions; the inverse of {@link #spread}. */
  private static long evenBits(long cell) {
    long v = cell & 0x5555555555555555L;
    v = (v | (v >>> 1)) & 0x3333333333333333L;
    v = (v | (v >>> 2)) & 0x0F0F0F0F0F0F0F0FL;
    v = (v | (v >>> 4)) & 0x00FF00FF00FF00FFL;
    v = (v | (v >>> 8)) & 0x0000FFFF0000FFFFL;
    return (v | (v >>> 16)) & 0x00000000FFFFFFFFL;
  }

  private static void checkOrder(int order) {
    if (order < 0 || order > MAX_ORDER) {
      throw new IllegalArgumentException("Invalid HEALPix order (0 to 29): " + order);
    }
  }
}
