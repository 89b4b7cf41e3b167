package allsky.spark.tiles;

import allsky.cutout.CutoutStatus;
import allsky.fits.header.TileHeader;
import allsky.fits.wcs.PixelPosition;
import allsky.sky.SkyPosition;
import allsky.survey.Band;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The images of one tile, or of one subtile, in all bands.
 *
 * @param coaddId the name of the tile; all subtiles of a tile have the same name
 * @param header the grid that all bands share; if no image can be used, the grid in the header of
 *     an unusable one, or null
 * @param paths the file of each band
 * @param faults why the image of a band cannot be used
 */
public record Tile(
    String coaddId, TileHeader header, Map<Band, String> paths, Map<Band, TileFault> faults)
    implements Serializable {

  /** A tile without images; they are added later. */
  static Tile empty(String coaddId, TileHeader header) {
    return new Tile(coaddId, header, new EnumMap<>(Band.class), new EnumMap<>(Band.class));
  }

  /** False if no band can be used, because of the sizes in the headers or the pixel scale. */
  boolean mayServe() {
    return hasImage() && header.survey().isPresent();
  }

  /** True if at least one image can be used. */
  boolean hasImage() {
    return !paths.isEmpty();
  }

  /**
   * The reason why one of the bands is missing or cannot be used, as far as it is known before
   * pixels are read; empty if there is none.
   */
  Optional<TileFault> faultOf(List<Band> bands) {
    for (Band band : bands) {
      if (faults.containsKey(band)) {
        return Optional.of(faults.get(band));
      }
      if (!paths.containsKey(band)) {
        String missing = coaddId + ": there is no " + band + " image";
        return Optional.of(new TileFault(CutoutStatus.NO_BAND, missing));
      }
    }
    return Optional.empty();
  }

  /**
   * Adds a fault if this subtile lacks a band that another subtile of the same name has at the same
   * position, but with another size or offset.
   */
  void addMisfits(Tile other) {
    boolean lacks = !paths.keySet().containsAll(other.paths.keySet());
    if (lacks && overlaps(other)) {
      TileFault misfit = new TileFault(CutoutStatus.BAD_IMAGE, misfit(other));
      other.paths.keySet().stream()
          .filter(band -> !paths.containsKey(band))
          .forEach(band -> faults.putIfAbsent(band, misfit));
    }
  }

  private boolean overlaps(Tile other) {
    return holdsCentre(header, other.header) || holdsCentre(other.header, header);
  }

  private static boolean holdsCentre(TileHeader outer, TileHeader inner) {
    SkyPosition centre = inner.middle();
    PixelPosition pixel = outer.projection().toPixel(centre.raDeg(), centre.decDeg());
    return pixel.x() > -0.5
        && pixel.x() < outer.width() - 0.5
        && pixel.y() > -0.5
        && pixel.y() < outer.height() - 0.5;
  }

  /**
   * The message, which is the same from both sides: the one with fewer bands is reported as
   * different.
   */
  private String misfit(Tile other) {
    boolean isOdd = paths.size() < other.paths.size();
    Tile odd = isOdd ? this : other;
    Tile good = isOdd ? other : this;
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
}
