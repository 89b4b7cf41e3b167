package allsky.spark.evaluation.review;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.Columns;
import allsky.spark.table.TableFolder;
import allsky.spark.table.prediction.ReviewedTable;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Sorts the misclassified cutouts into groups (the paper's section 5.1 and figure 19). Cutouts
 * without a source in the centre are set apart by a rule first ({@link
 * allsky.cutout.CutoutCentre#hasNoSource}). K-means of spark-mllib then divides the others by their
 * central asinh fluxes and the colours between neighbouring bands, each standardised to a mean of 0
 * and a variance of 1.
 */
final class MisclassifiedGroups {

  /** The rule of a cutout that K-means has sorted. */
  static final String K_MEANS = "K_MEANS";

  private static final long SEED = 1;
  private static final String CLUSTER = "_cluster";
  private static final String VECTOR = "_vector";
  private static final String SCALED = "_scaled";
  private static final Column VISIBLE = not(col(ReviewedTable.NO_SOURCE));

  private MisclassifiedGroups() {}

  /**
   * Adds the column of the group.
   *
   * @param wrong the misclassified cutouts with their measurements; the key is first
   * @param groups the wanted number of groups; there are fewer if there are fewer cutouts
   */
  static Dataset<Row> of(Dataset<Row> wrong, List<Band> bands, int groups) {
    // One sorted partition: the centres do not depend on how the cutouts are distributed.
    Dataset<Row> visible =
        wrong.where(VISIBLE).coalesce(1).sortWithinPartitions(Columns.named(wrong.columns()[0]));
    int clusters = (int) Math.min(groups, visible.limit(groups).count());
    Dataset<Row> clustered =
        clusters < 2
            ? wrong.withColumn(CLUSTER, lit(0))
            : clustered(visible, wrong, bands, clusters);
    Column group = when(VISIBLE, brightnessRank(clustered, bands.get(0)));
    Dataset<Row> grouped =
        clustered
            .withColumn(ReviewedTable.GROUP, group.cast(DataTypes.IntegerType))
            .drop(CLUSTER, VECTOR, SCALED);
    return TableFolder.described(grouped, wrong.schema().add(ReviewedTable.group()));
  }

  private static Dataset<Row> clustered(
      Dataset<Row> visible, Dataset<Row> wrong, List<Band> bands, int clusters) {
    List<Column> columns = features(bands);
    String[] names = new String[columns.size()];
    Column[] added = new Column[names.length + 1];
    added[0] = col("*");
    for (int i = 0; i < names.length; i++) {
      names[i] = "_feature_" + i;
      added[i + 1] = columns.get(i).as(names[i]);
    }
    PipelineStage[] stages = {
      new VectorAssembler().setInputCols(names).setOutputCol(VECTOR),
      new StandardScaler().setWithMean(true).setInputCol(VECTOR).setOutputCol(SCALED),
      new KMeans().setK(clusters).setSeed(SEED).setFeaturesCol(SCALED).setPredictionCol(CLUSTER)
    };
    return new Pipeline()
        .setStages(stages)
        .fit(visible.select(added))
        .transform(wrong.select(added))
        .drop(names);
  }

  /** The asinh flux of each band, and the difference of each band to the next. */
  private static List<Column> features(List<Band> bands) {
    List<Column> columns = new ArrayList<>();
    for (Band band : bands) {
      columns.add(col(ReviewedTable.asinhFlux(band)));
    }
    for (int i = 1; i < bands.size(); i++) {
      columns.add(columns.get(i - 1).minus(columns.get(i)));
    }
    return columns;
  }

  /** K-means numbers its clusters by chance: here 1 is the faintest one in a band. */
  private static Column brightnessRank(Dataset<Row> clustered, Band band) {
    Column brightness = avg(ReviewedTable.asinhFlux(band));
    List<Row> clusters =
        clustered
            .where(VISIBLE)
            .groupBy(col(CLUSTER))
            .agg(brightness.as("brightness"))
            .orderBy(col("brightness"))
            .collectAsList();
    Column rank = lit(null);
    for (int i = 0; i < clusters.size(); i++) {
      rank = when(col(CLUSTER).equalTo(clusters.get(i).getInt(0)), i + 1).otherwise(rank);
    }
    return rank;
  }
}
