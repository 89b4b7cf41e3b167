package allsky.spark.tiles;

import allsky.image.TileHeader;
import java.io.Serializable;

/**
 * One FITS file below the tiles' folder.
 *
 * @param path where it lies
 * @param header what its header says, or null where it cannot be used
 * @param problem why it cannot be used, or null
 */
record TileFile(String path, TileHeader header, String problem) implements Serializable {

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
