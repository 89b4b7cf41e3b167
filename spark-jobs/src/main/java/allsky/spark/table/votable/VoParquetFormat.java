package allsky.spark.table.votable;

import allsky.spark.output.RunIdentity;
import java.util.Optional;
import org.apache.hadoop.mapreduce.Job;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's Parquet format with {@link FooterWriteSupport}. The name of this class is the name of the
 * format for {@code DataFrameWriter.format}.
 */
public final class VoParquetFormat extends ParquetFileFormat {

  /** The entry of a column's metadata with the identity of the run, as JSON. */
  public static final String IDENTITY = "allsky.run";

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession spark,
      Job job,
      scala.collection.immutable.Map<String, String> options,
      StructType schema) {
    OutputWriterFactory factory = super.prepareWrite(spark, job, options, schema);
    ParquetOutputFormat.setWriteSupportClass(job, FooterWriteSupport.class);
    return factory;
  }

  /** The identity of the run that made a table, if one of its columns has it. */
  public static Optional<RunIdentity> identity(StructType schema) {
    for (StructField field : schema.fields()) {
      if (field.metadata().contains(IDENTITY)) {
        return RunIdentity.parseIfOne(field.metadata().getString(IDENTITY));
      }
    }
    return Optional.empty();
  }
}
