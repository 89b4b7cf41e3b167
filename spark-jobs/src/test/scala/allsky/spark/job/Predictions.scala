package allsky.spark.job

import java.nio.file.Path

import allsky.spark.LocalSpark
import allsky.spark.catalog.CatalogReader
import allsky.spark.table.TableInput
import org.apache.spark.sql.DataFrame

object Predictions {

  /** All rows that classify-allsky has left, with a position and without. */
  def in(output: Path): DataFrame =
    CatalogReader.read(LocalSpark.session, new TableInput("--output", output.toString)).rows
}
