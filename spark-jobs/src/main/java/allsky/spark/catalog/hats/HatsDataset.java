package allsky.spark.catalog.hats;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import allsky.spark.catalog.hats.CellFiles.Written;
import allsky.spark.columns.Columns;
import allsky.spark.output.RunIdentity;
import allsky.spark.table.PartitionKeys;
import allsky.spark.table.votable.FooterWriteSupport;
import allsky.spark.table.votable.VoTableHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat.JobSummaryLevel;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The folder {@code dataset} of a HATS catalog: the files of the cells and their merged footers.
 * Spark's own writer chooses file names and footers itself, so this class writes the rows, encoded
 * as Spark encodes them.
 *
 * @param path the folder
 * @param attempts a folder on the same file system for incomplete files
 * @param healpix29 the column of HEALPix cells of order 29
 */
record HatsDataset(String path, String attempts, String healpix29) {

  private static final String PARTITION = "partition_of_the_row";

  /**
   * Shuffles and sorts the rows into files; rows without a cell are skipped.
   *
   * @param longest characters of the longest text, by text column
   * @return the bytes of all files together
   */
  long write(Dataset<Row> rows, HatsPlan plan, Map<String, Integer> longest, RunIdentity identity) {
    SparkSession spark = rows.sparkSession();
    StructType schema = rows.schema();
    Map<String, String> footer = VoTableHeader.footer(schema, longest, Optional.of(identity));
    Broadcast<SerializableConfiguration> writing =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(writing(spark, schema, footer)));
    int place = schema.fieldIndex(healpix29);
    List<Written> written =
        sorted(rows, plan)
            .mapPartitions(new CellFiles(plan, place, path, attempts, writing))
            .collect();
    check(written, plan);
    mergeFooters(plan, spark.sparkContext().hadoopConfiguration());
    return written.stream().mapToLong(Written::bytes).sum();
  }

  /** The rows with one partition for each file, sorted by cell and then by key. */
  private JavaRDD<InternalRow> sorted(Dataset<Row> rows, HatsPlan plan) {
    int[] keyHashingTo = PartitionKeys.of(plan.files().size());
    UDF1<Long, Integer> partitionOf = cell29 -> keyHashingTo[plan.fileOf(cell29)];
    return rows.filter(col(healpix29).isNotNull())
        .withColumn(PARTITION, udf(partitionOf, DataTypes.IntegerType).apply(col(healpix29)))
        .repartition(plan.files().size(), col(PARTITION))
        .sortWithinPartitions(col(healpix29), Columns.named(rows.columns()[0]))
        .drop(PARTITION)
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  private static Configuration writing(
      SparkSession spark, StructType schema, Map<String, String> footer) {
    try {
      Job job = Job.getInstance(spark.sessionState().newHadoopConf());
      new ParquetFileFormat()
          .prepareWrite(spark, job, scala.collection.immutable.Map$.MODULE$.empty(), schema);
      FooterWriteSupport.setFooter(job.getConfiguration(), footer);
      return job.getConfiguration();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(List<Written> written, HatsPlan plan) {
    long[] rows = new long[plan.files().size()];
    written.forEach(file -> rows[file.file()] += file.rows());
    for (int file = 0; file < rows.length; file++) {
      if (rows[file] != plan.files().get(file).rows()) {
        throw new IllegalStateException(
            plan.files().get(file) + " got " + rows[file] + " rows; its input has changed");
      }
    }
  }

  /** Writes {@code _metadata} and {@code _common_metadata}. */
  @SuppressWarnings(
      "deprecation") // Parquet has no other way to write them, and HATS requires them.
  private void mergeFooters(HatsPlan plan, Configuration hadoop) {
    List<Footer> footers =
        plan.files().parallelStream().map(file -> footer(file.cell(), hadoop)).toList();
    try {
      ParquetFileWriter.writeMetadataFile(hadoop, new Path(path), footers, JobSummaryLevel.ALL);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write _metadata below " + path, e);
    }
  }

  private Footer footer(HatsCell cell, Configuration hadoop) {
    try {
      Path file = new Path(path, cell.path());
      file = file.getFileSystem(hadoop).makeQualified(file);
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
        return new Footer(file, reader.getFooter());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the footer of " + cell.path(), e);
    }
  }
}
