package allsky.spark.columns.astrometry

import allsky.spark.LocalSpark
import allsky.spark.columns.TableInput
import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.types.MetadataBuilder

/** Finds the astrometry of small tables and evaluates its columns. */
trait AstrometryFixture {

  protected lazy val spark = LocalSpark.session
  import spark.implicits._

  protected val input = TableInput.sources("catalog.parquet")
  protected val known = AstrometryChoice.BY_KNOWN_NAMES

  protected def of(rows: DataFrame, choice: AstrometryChoice = known): Astrometry =
    Astrometry.of(rows.schema, input, choice)

  protected def value(rows: DataFrame, column: java.util.Optional[Column]): Option[Double] =
    rows.select(column.get.as("value")).as[Option[Double]].first()

  protected def withUnits(rows: DataFrame, units: (String, String)*): DataFrame =
    units.foldLeft(rows) { case (table, (column, unit)) =>
      val metadata = new MetadataBuilder().putString("unit", unit).build()
      table.withColumn(column, table(column).as(column, metadata))
    }

  protected lazy val allwise = Seq((1L, 12.0, 0.3, 0.4, -53, 214))
    .toDF("cntr", "w1mpro", "sigra", "sigdec", "pmra", "pmdec")

  protected val itsMotion = AstrometryChoice.ofNullable(null, null, "pmra", "pmdec", null)
}
