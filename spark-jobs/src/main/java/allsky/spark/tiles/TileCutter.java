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
 * Cuts sources out of one tile. It reads each band completely once, 67 MB for a band of an Atlas
 * tile; the next tile uses the same memory. If a tile cannot be used, its sources get a status and
 * the job continues.
 */
public final class TileCutter {

  /** The arrays of all tasks in the process. */
  private static final PixelArrays ARRAYS = new PixelArrays();

  private final TileFault fault;

  /** Both are null if the tile cannot be used, and after closing. */
  private CutoutExtractor extractor;

  private BandImages images;

  private TileCutter(CutoutExtractor extractor, BandImages images, TileFault fault) {
    this.extractor = extractor;
    this.images = images;
    this.fault = fault;
  }

  /**
   * Reads the bands of a tile. In a Spark task the cutter is closed at the end of the task, if not
   * before.
   */
  public static TileCutter open(Tile tile, CutoutShape shape, SerializableConfiguration hadoop) {
    return open(tile, new CutoutExtractor(shape), hadoop);
  }

  /** As the other method, with an extractor that no other cutter uses. */
  public static TileCutter open(
      Tile tile, CutoutExtractor extractor, SerializableConfiguration hadoop) {
    TileCutter cutter =
        tile.faultOf(extractor.shape().bands())
            .map(TileCutter::failed)
            .orElseGet(() -> read(tile, extractor, hadoop.value()));
    if (TaskContext.get() != null) {
      TaskCompletionListener close = task -> cutter.close();
      TaskContext.get().addTaskCompletionListener(close);
    }
    return cutter;
  }

  private static TileCutter read(Tile tile, CutoutExtractor extractor, Configuration hadoop) {
    List<FitsImage> images = new ArrayList<>();
    for (Band band : extractor.shape().bands()) {
      String path = tile.paths().get(band);
      try {
        FitsImage image =
            new ImageFile(path, hadoop)
                .read((stream, name) -> FitsImage.read(stream, name, ARRAYS));
        if (image.isEmpty()) {
          return failed(CutoutStatus.BAD_IMAGE, path + ": no pixel has a value");
        }
        images.add(image);
      } catch (ImageFile.OutOfReachException e) {
        return failed(CutoutStatus.UNREADABLE, path + ": " + e.getMessage());
      } catch (IOException e) {
        return failed(CutoutStatus.BAD_IMAGE, path + ": " + e.getMessage());
      }
    }
    try {
      return new TileCutter(extractor, BandImages.of(images), null);
    } catch (UnreadableImageException e) {
      return failed(CutoutStatus.BAD_IMAGE, tile.coaddId() + ": " + e.getMessage());
    }
  }

  /** Cuts out one source. If there is no {@link Cutout}, the status gives the reason. */
  public CutoutResult cut(double raDeg, double decDeg) {
    return fault == null
        ? extractor.extract(images, raDeg, decDeg)
        : new CutoutResult(fault.status(), null);
  }

  /** The rows that are made with this cutter. After the last one the cutter is closed. */
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

  /** The problem of the tile in one line that names the file, or null if there is none. */
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
