package allsky.spark.classify;

import allsky.cutout.CutoutExtractor;
import allsky.cutout.CutoutShape;
import allsky.cutout.CutoutStatus;
import allsky.network.model.ModelDescription;
import allsky.spark.table.TableFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.tiles.SourceRow;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.Tile;
import allsky.spark.tiles.TileCutter;
import allsky.spark.tiles.TileFunction;
import allsky.spark.tiles.TileProgress;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The work on one tile: cuts out and classifies each source. Pixels are neither shuffled nor
 * written.
 */
public final class TileClassification implements TileFunction {

  private static final long serialVersionUID = 1L;

  private final ClassificationSettings settings;
  private final SerializableConfiguration hadoop;
  private final TileProgress watch;

  private TileClassification(
      ClassificationSettings settings, SerializableConfiguration hadoop, TileProgress watch) {
    this.settings = settings;
    this.hadoop = hadoop;
    this.watch = watch;
  }

  /** The predictions for the sources of some tiles. */
  public static Dataset<Row> ofTiles(
      SourcesByTile groups,
      List<Integer> tiles,
      ClassificationSettings settings,
      TileProgress watch) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(
            groups.withoutTile().sparkSession().sparkContext().hadoopConfiguration());
    StructType schema = settings.schema();
    return TableFolder.described(
        groups.map(tiles, new TileClassification(settings, hadoop, watch), schema), schema);
  }

  /** The rows of the sources without a tile, each with its reason. */
  public static Dataset<Row> withoutTile(
      SourcesByTile groups, ClassificationSettings settings, TileProgress watch) {
    MapFunction<Row, Row> unclassified =
        source -> {
          watch.sourceDone();
          String status = SourceRow.reason(source).name();
          return RowClassifier.unclassified(source, null, status, settings);
        };
    StructType schema = settings.schema();
    return TableFolder.described(
        groups.withoutTile().map(unclassified, Encoders.row(schema)), schema);
  }

  /** The predictions for a table of cutouts. */
  public static Dataset<Row> ofCutouts(
      Dataset<Row> cutouts, ClassificationSettings settings, TileProgress watch) {
    MapPartitionsFunction<Row, Row> classify =
        rows ->
            new RowClassifier(
                rows,
                row -> {
                  watch.sourceDone();
                  return pixelsOf(row, settings.model().description().input().shape());
                },
                row -> row.getAs(CutoutTable.COADD_ID),
                settings);
    StructType schema = settings.schema();
    return TableFolder.described(cutouts.mapPartitions(classify, Encoders.row(schema)), schema);
  }

  @Override
  public Iterator<Row> apply(Tile tile, Iterator<Row> sources) {
    ModelDescription model = settings.model().description();
    // The classifier copies the pixels of a source into a batch before it takes the next source.
    CutoutExtractor extractor = CutoutExtractor.ofPassingCutouts(model.input().shape());
    TileCutter cutter = TileCutter.open(tile, extractor, hadoop);
    watch.opened(cutter);
    return cutter.untilLast(
        new RowClassifier(
            sources,
            source -> {
              watch.sourceDone();
              return Pixels.of(cutter.cut(SourceRow.raOf(source), SourceRow.decOf(source)));
            },
            source -> tile.coaddId(),
            settings));
  }

  private static Pixels pixelsOf(Row row, CutoutShape shape) {
    CutoutStatus status = CutoutTable.status(row);
    return status == CutoutStatus.OK
        ? Pixels.of(CutoutTable.stored(row, shape))
        : Pixels.missing(status);
  }
}
