package allsky.spark.tiles;

import allsky.cutout.BandImages;
import allsky.cutout.Cutout;
import allsky.cutout.CutoutExtractor;
import allsky.cutout.CutoutResult;
import allsky.cutout.CutoutShape;
import allsky.cutout.CutoutStatus;
import allsky.fits.UnreadableImageException;
import allsky.fits.image.FitsImage;
import allsky.fits.image.PixelArrays;
import allsky.survey.Band;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Cuts sources out of one tile, whose bands it reads whole once: 67 MB a band of an Atlas tile, in
 * memory that the next tile uses again. A tile that cannot be used costs its own sources a status
 * and nothing else.
 */
public final class TileCutter {

  /** Of all tasks of the process. */
  private static final PixelArrays ARRAYS = new PixelArrays();

  private final TileFault fault;

  /** Both are null where the tile cannot be used, and once it is closed. */
  private CutoutExtractor extractor;

  private BandImages images;

  private TileCutter(CutoutExtractor extractor, BandImages images, TileFault fault) {
    this.extractor = extractor;
    this.images = images;
    this.fault = fault;
  }

  /**
   * Reads the bands of a tile. The cutter of a Spark task is closed at the latest with the task.
   */
  public static TileCutter open(Tile tile, CutoutShape shape, SerializableConfiguration hadoop) {
    TileCutter cutter =
        tile.faultOf(shape.bands())
            .map(TileCutter::failed)
            .orElseGet(() -> read(tile, shape, hadoop.value()));
    if (TaskContext.get() != null) {
      TaskCompletionListener close = task -> cutter.close();
      TaskContext.get().addTaskCompletionListener(close);
    }
    return cutter;
  }

  private static TileCutter read(Tile tile, CutoutShape shape, Configuration hadoop) {
    List<FitsImage> images = new ArrayList<>();
    for (Band band : shape.bands()) {
      String path = tile.paths().get(band);
      try {
        FitsImage image =
            new ImageFile(path, hadoop)
                .read((stream, name) -> FitsImage.read(stream, name, ARRAYS));
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
      return new TileCutter(new CutoutExtractor(shape), BandImages.of(images), null);
    } catch (UnreadableImageException e) {
      return failed(CutoutStatus.BAD_IMAGE, tile.coaddId() + ": " + e.getMessage());
    }
  }

  /** Cuts one source out; the status says why where it has no {@link Cutout}. */
  public CutoutResult cut(double raDeg, double decDeg) {
    return fault == null
        ? extractor.extract(images, raDeg, decDeg)
        : new CutoutResult(fault.status(), null);
  }

  /** The rows that are made with this cutter; after the last one its memory is another tile's. */
  public Iterator<Row> untilLast(Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        boolean more = rows.hasNext();
        if (!more) {
          close();
        }
        return more;
      }

      @Override
      public Row next() {
        return rows.next();
      }
    };
  }

  private void close() {
    if (images != null) {
      images.images().forEach(ARRAYS::giveBack);
      images = null;
      extractor = null;
    }
  }

  /** True while the cutter holds the pixels of a tile. */
  boolean isOpen() {
    return images != null;
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
