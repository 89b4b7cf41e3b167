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
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Cuts sources out of one tile, whose bands it reads whole once: 67 MB a band of an Atlas tile. A
 * tile that cannot be used costs its own sources a status and nothing else.
 */
public final class TileCutter {

  private final CutoutExtractor extractor;
  private final TileImages images;
  private final CutoutStatus failure;
  private final String problem;

  private TileCutter(
      CutoutExtractor extractor, TileImages images, CutoutStatus failure, String problem) {
    this.extractor = extractor;
    this.images = images;
    this.failure = failure;
    this.problem = problem;
  }

  /** Reads the bands of a tile. */
  public static TileCutter open(Tile tile, CutoutShape shape, SerializableConfiguration hadoop) {
    List<FitsImage> images = new ArrayList<>();
    for (Band band : shape.bands()) {
      if (tile.problems().containsKey(band)) {
        return failed(CutoutStatus.BAD_IMAGE, tile.problems().get(band));
      }
      String path = tile.paths().get(band);
      if (path == null) {
        return failed(CutoutStatus.NO_BAND, tile.coaddId() + ": there is no " + band + " image");
      }
      try {
        FitsImage image = read(path, hadoop);
        if (image.isEmpty()) {
          return failed(CutoutStatus.BAD_IMAGE, path + ": none of its pixels has a value");
        }
        images.add(image);
      } catch (IOException e) {
        return failed(CutoutStatus.BAD_IMAGE, path + ": " + e.getMessage());
      }
    }
    try {
      return new TileCutter(new CutoutExtractor(shape), TileImages.of(images), null, null);
    } catch (UnreadableImageException e) {
      return failed(CutoutStatus.BAD_IMAGE, tile.coaddId() + ": " + e.getMessage());
    }
  }

  /** Cuts one source out; the status says why where it has no {@link Cutout}. */
  public Extraction cut(double raDeg, double decDeg) {
    return images == null
        ? new Extraction(failure, null)
        : extractor.extract(images, raDeg, decDeg);
  }

  /** What is wrong with the tile, in one line that names the file; null where nothing is. */
  public String problem() {
    return problem;
  }

  private static FitsImage read(String path, SerializableConfiguration hadoop) throws IOException {
    Path file = new Path(path);
    try (InputStream stream = file.getFileSystem(hadoop.value()).open(file)) {
      return FitsImage.read(stream, file.getName());
    }
  }

  private static TileCutter failed(CutoutStatus failure, String problem) {
    return new TileCutter(null, null, failure, problem);
  }
}
