package allsky.spark.report.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.fits.wcs.PixelPosition;
import allsky.fits.wcs.TileProjection;
import allsky.sky.SkyPosition;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.plot.TilePlot;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the sources of one tile for its plot, as offsets in arcmin from the tile's centre. */
public final class TileSample {

  /** The largest number of points; more would only overlap. */
  public static final int LIMIT = 6000;

  private static final String W1 = "w1mpro";
  private static final double BRIGHT = 9;
  private static final double FAINT = 17.5;

  private TileSample() {}

  /**
   * Reads the sources of a tile.
   *
   * @param near any position in the tile
   */
  public static List<TilePlot.Source> of(RunFolder run, String coaddId, SkyPosition near) {
    Optional<Dataset<Row>> withW1 = run.predictionsWith(W1);
    Dataset<Row> table = withW1.or(run::predictions).orElseThrow();
    List<Row> rows =
        table
            .where(
                col(PredictionTable.COADD_ID)
                    .equalTo(coaddId)
                    .and(col(PredictionTable.CLASS).isNotNull()))
            .select(
                col(PredictionTable.RA),
                col(PredictionTable.DEC),
                col(PredictionTable.CLASS),
                col(PredictionTable.OUTLIER),
                withW1.isPresent() ? MagnitudeColumns.given(W1) : lit(null).cast("double"))
            .limit(LIMIT)
            .collectAsList();
    return centred(rows, near);
  }

  private static List<TilePlot.Source> centred(List<Row> rows, SkyPosition near) {
    // One "pixel" of this plane is one arcmin, its origin is the given position.
    TileProjection plane = TileProjection.sin(near, 1, 1, 60);
    List<PixelPosition> places =
        rows.stream().map(row -> plane.toPixel(row.getDouble(0), row.getDouble(1))).toList();
    double x0 = middle(places.stream().mapToDouble(PixelPosition::x).toArray());
    double y0 = middle(places.stream().mapToDouble(PixelPosition::y).toArray());
    return IntStream.range(0, rows.size())
        .mapToObj(i -> source(rows.get(i), x0 - places.get(i).x(), places.get(i).y() - y0))
        .toList();
  }

  private static TilePlot.Source source(Row row, double eastArcmin, double northArcmin) {
    return new TilePlot.Source(
        SourceClass.inTable(row.getString(2), "the column class of the predictions"),
        eastArcmin,
        northArcmin,
        row.isNullAt(4) ? 0.4 : brightness(row.getDouble(4)),
        !row.isNullAt(3) && row.getBoolean(3));
  }

  private static double brightness(double w1) {
    return Math.max(0, Math.min(1, (FAINT - w1) / (FAINT - BRIGHT)));
  }

  private static double middle(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return (min + max) / 2;
  }
}
