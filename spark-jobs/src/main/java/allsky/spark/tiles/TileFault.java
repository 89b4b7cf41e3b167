package allsky.spark.tiles;

import allsky.cutout.CutoutStatus;
import allsky.spark.table.tile.TileFileRow;
import java.io.Serializable;

/**
 * The reason why a tile, or one of its bands, cannot be used.
 *
 * @param status the status of its sources
 * @param problem one line that names the file
 */
public record TileFault(CutoutStatus status, String problem) implements Serializable {

  /** The fault of a file whose header or pixels cannot be used. */
  static TileFault of(TileFileRow file) {
    CutoutStatus status =
        file.state() == TileFileRow.State.OUT_OF_REACH
            ? CutoutStatus.UNREADABLE
            : CutoutStatus.BAD_IMAGE;
    return new TileFault(status, file.path() + ": " + file.problem());
  }
}
