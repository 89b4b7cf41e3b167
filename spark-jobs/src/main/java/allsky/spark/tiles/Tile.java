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
 * The images of one patch of the Atlas.
 *
 * @param coaddId the tile's name; two patches cut out of one Atlas tile share it
 * @param header the grid that its bands share; where no image can be used what one of them
 *     promises, or null
 * @param paths the file of each band
 * @param faults why the image of a band cannot be used
 */
public record Tile(
    String coaddId, TileHeader header, Map<Band, String> paths, Map<Band, TileFault> faults)
    implements Serializable {

  /** A tile to which its images are still to be added. */
  static Tile empty(String coaddId, TileHeader header) {
    return new Tile(coaddId, header, new EnumMap<>(Band.class), new EnumMap<>(Band.class));
  }

  /** False where no band can be used, because of what the headers promise or of their scale. */
  boolean mayServe() {
    return hasImage() && header.survey().isPresent();
  }

  /** True where an image or more can be used. */
  boolean hasImage() {
    return !paths.isEmpty();
  }

  /**
   * What is known before pixels are read: why one of the bands is missing or cannot be used, empty
   * where nothing is wrong.
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
   * Where this patch lacks a band and another one of its name has it over the same sky, the image
   * of that band is of another size or position than the others.
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

  /** The same words from both sides: the one with fewer bands is the odd one. */
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
