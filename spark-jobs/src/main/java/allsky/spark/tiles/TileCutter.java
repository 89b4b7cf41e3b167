package allsky.spark.tiles;

import allsky.image.Cutout;
import allsky.image.CutoutExtractor;
import allsky.image.CutoutShape;
import allsky.image.CutoutStatus;
import allsky.image.Extraction;
import allsky.image.FitsImage;
import allsky.image.TileImages;
import allsky.image.UnreadableImageException;
import allsky.survey.Band;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Cuts sources out of one tile, whose bands it reads whole once: 67 MB a band of an Atlas tile. A
 * tile that cannot be used costs its own sources a status and nothing else.
 */
public final class TileCutter {

  private final CutoutExtractor extractor;
  private final TileImages images;
  private final TileFault fault;

  private TileCutter(CutoutExtractor extractor, TileImages images, TileFault fault) {
    this.extractor = extractor;
    this.images = images;
    this.fault = fault;
  }

  /** Reads the bands of a tile. */
  public static TileCutter open(Tile tile, CutoutShape shape, SerializableConfiguration hadoop) {
    return TileFault.known(tile, shape.bands())
        .map(TileCutter::failed)
        .orElseGet(() -> read(tile, shape, hadoop.value()));
  }

  private static TileCutter read(Tile tile, CutoutShape shape, Configuration hadoop) {
    List<FitsImage> images = new ArrayList<>();
    for (Band band : shape.bands()) {
      String path = tile.paths().get(band);
      try {
        FitsImage image = new ImageFile(path, hadoop).read(FitsImage::read);
        if (image.isEmpty()) {
          return failed(CutoutStatus.BAD_IMAGE, path + ": none of its pixels has a value");
        }
        images.add(image);
      } catch (ImageFile.OutOfReachException e) {
        return failed(CutoutStatus.UNREADABLE, path + ": " + e.getMessage());
      } catch (IOException e) {
        return failed(CutoutStatus.BAD_IMAGE, path + ": " + e.getMessage());
      }
    }
    try {
      return new TileCutter(new CutoutExtractor(shape), TileImages.of(images), null);
    } catch (UnreadableImageException e) {
      return failed(CutoutStatus.BAD_IMAGE, tile.coaddId() + ": " + e.getMessage());
    }
  }

  /** Cuts one source out; the status says why where it has no {@link Cutout}. */
  public Extraction cut(double raDeg, double decDeg) {
    return images == null
        ? new Extraction(fault.status(), null)
        : extractor.extract(images, raDeg, decDeg);
  }

  /** What is wrong with the tile, in one line that names the file; null where nothing is. */
  public String problem() {
    return fault == null ? null : fault.problem();
  }

  private static TileCutter failed(CutoutStatus status, String problem) {
    return failed(new TileFault(status, problem));
  }

  private static TileCutter failed(TileFault fault) {
    return new TileCutter(null, null, fault);
  }
}
