package allsky.spark.tiles;

import allsky.fits.header.TileHeader;
import allsky.survey.Band;
import java.io.Serializable;
import java.util.Map;

/**
 * The images of one patch of the Atlas.
 *
 * @param coaddId the tile's name; two patches cut out of one Atlas tile share it
 * @param header the grid that its bands share; where no image can be used what one of them
 *     promises, or null
 * @param paths where the image of each band lies
 * @param problems why the image of a band cannot be used, with its path
 */
public record Tile(
    String coaddId, TileHeader header, Map<Band, String> paths, Map<Band, String> problems)
    implements Serializable {

  /** False where no band can be used, because of what the headers promise or of their scale. */
  boolean mayServe() {
    return hasImage() && header.imagery().isPresent();
  }

  /** True where an image or more can be used. */
  boolean hasImage() {
    return !paths.isEmpty();
  }
}
