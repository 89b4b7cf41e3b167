package allsky.spark.cutout;

import allsky.cutout.CutoutResult;
import allsky.spark.table.TableFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.CutoutTensor;
import allsky.spark.tiles.SourceRow;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.Tile;
import allsky.spark.tiles.TileCutter;
import allsky.spark.tiles.TileFunction;
import allsky.spark.tiles.TileProgress;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Makes one row for each source, with its pixels if it has a cutout. */
public final class CutoutStacking implements TileFunction {

  private static final long serialVersionUID = 1L;

  private final CutoutTensor tensor;
  private final String[] carried;
  private final SerializableConfiguration hadoop;
  private final TileProgress watch;

  private CutoutStacking(
      CutoutTensor tensor, String[] carried, SerializableConfiguration hadoop, TileProgress watch) {
    this.tensor = tensor;
    this.carried = carried;
    this.hadoop = hadoop;
    this.watch = watch;
  }

  /**
   * The table of cutouts of some sources.
   *
   * @param groups the sources with their tiles
   * @param carried the source's columns that the table keeps, the key first
   */
  public static Dataset<Row> stack(
      SourcesByTile groups, List<StructField> carried, CutoutTensor tensor, TileProgress watch) {
    StructType schema = CutoutTable.schema(carried, tensor);
    String[] names = carried.stream().map(StructField::name).toArray(String[]::new);
    Dataset<Row> without = groups.withoutTile();
    SerializableConfiguration hadoop =
        new SerializableConfiguration(without.sparkSession().sparkContext().hadoopConfiguration());
    CutoutStacking stacking = new CutoutStacking(tensor, names, hadoop, watch);
    MapFunction<Row, Row> withReason = stacking::withoutTile;
    List<Integer> tiles = groups.counts().keySet().stream().filter(tile -> tile >= 0).toList();
    Dataset<Row> rows =
        groups.map(tiles, stacking, schema).union(without.map(withReason, Encoders.row(schema)));
    return TableFolder.described(rows, schema);
  }

  @Override
  public Iterator<Row> apply(Tile tile, Iterator<Row> sources) {
    TileCutter cutter = TileCutter.open(tile, tensor.shape(), hadoop);
    watch.opened(cutter);
    Iterable<Row> rows = () -> sources;
    Stream<Row> cut =
        StreamSupport.stream(rows.spliterator(), false)
            .map(
                source -> {
                  watch.sourceDone();
                  return cut(tile, cutter, source);
                });
    return cutter.untilLast(cut.iterator());
  }

  private Row cut(Tile tile, TileCutter cutter, Row row) {
    SourceRow source = SourceRow.of(row, carried);
    return row(source, tile.coaddId(), cutter.cut(source.raDeg(), source.decDeg()));
  }

  private Row withoutTile(Row row) {
    watch.sourceDone();
    return row(SourceRow.of(row, carried), null, new CutoutResult(SourceRow.reason(row), null));
  }

  private Row row(SourceRow source, String coaddId, CutoutResult extraction) {
    return RowFactory.create(
        CutoutTable.values(
            source.carried(), source.raDeg(), source.decDeg(), coaddId, extraction, tensor));
  }
}
