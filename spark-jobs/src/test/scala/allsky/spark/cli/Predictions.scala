package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.catalog.CatalogReader
import allsky.spark.columns.TableInput
import java.nio.file.Path

import org.apache.spark.sql.DataFrame

object Predictions {

  /** All rows that classify-allsky has left, with a position and without. */
  def in(output: Path): DataFrame =
    CatalogReader.read(LocalSpark.session, new TableInput("--output", output.toString)).rows
}
