package allsky.spark.catalog

import allsky.RealSky
import allsky.spark.LocalSpark
import allsky.spark.catalog.files.CatalogFormat
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.table.AllwiseTable
import org.apache.spark.sql.types._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class AllwiseBulkSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  /** Fields 1 to 298, numbers from 1, of a made source; the others are null. */
  private def line(fields: (Int, String)*): String = {
    val source = Map(
      1 -> "J000009.37+135618.1",
      2 -> "0.0390666",
      3 -> "13.9383855",
      4 -> "0.0690",
      13 -> "113601351043483",
      14 -> "0000p136_ac51-043483",
      15 -> "0000p136_ac51",
      40 -> "0000",
      56 -> "0000",
      62 -> "0011",
      298 -> "8246337208320"
    ) ++ fields
    (1 to 298).map(i => source.getOrElse(i, "")).mkString("|")
  }

  private def bulk(lines: String*): TableInput = file("wise-allwise-cat-part01", lines: _*)

  "AllWISE's bulk file" should "be read without a header, by the archive's types" in {
    val catalog = read(bulk(line(34 -> "1", 294 -> "0.5", 296 -> "-0.9999"), line() + "|"))
    catalog.format shouldBe CatalogFormat.ALLWISE_BULK
    catalog.rows.columns.length shouldBe 298
    val types = Table(
      ("column", "type"),
      ("designation", StringType),
      ("ra", DoubleType),
      ("cntr", LongType),
      ("nb", IntegerType),
      ("satnum", StringType),
      ("pmra", IntegerType),
      ("cc_flags", StringType),
      ("moon_lev", StringType),
      ("w4cc_map_str", StringType),
      ("z", DoubleType),
      ("htm20", LongType)
    )
    forAll(types)((column, dataType) => catalog.rows.schema(column).dataType shouldBe dataType)
    catalog.rows.schema("sigra").metadata.getString("unit") shouldBe "arcsec"
    catalog.rows
      .select("ra", "cntr", "cc_flags", "moon_lev", "nb", "htm20")
      .as[(Double, Long, String, String, Option[Int], Long)]
      .collect() shouldBe Array(
      (0.0390666, 113601351043483L, "0000", "0011", Some(1), 8246337208320L),
      (0.0390666, 113601351043483L, "0000", "0011", None, 8246337208320L)
    )
    catalog.rows.select("z").as[Option[Double]].collect() shouldBe Array(Some(-0.9999), None)
  }

  it should "list the lines that are cut off, too long or not of the types" in {
    val (short, long, text) = (line().take(1 + line().length / 2), line() + "|1|", line(34 -> "x"))
    val catalog = read(bulk(line(), short, long, text))
    catalog.rows.count() shouldBe 1
    malformed(catalog).map(_._1) shouldBe Seq(short, long, text)
    malformed(catalog).map(_._2).tail shouldBe
      Seq("300 fields instead of 298", "nb: 'x' is not a valid 32-bit integer")
    malformed(catalog).head._2 should endWith("instead of 298")
  }

  it should "be one catalog in a folder of packed parts" in {
    val parts = folder()
    write(parts.resolve("wise-allwise-cat-part01.bz2"), line(13 -> "1"), line(13 -> "2"))
    write(parts.resolve("wise-allwise-cat-part02.gz"), line(13 -> "3"))
    write(parts.resolve("wise-allwise-cat-part48"), line(13 -> "4"))
    val sources = CatalogReader.sources(
      spark,
      TableInput.sources(parts.toString),
      ColumnChoice.BY_KNOWN_NAMES
    )
    sources.keyColumn shouldBe "cntr"
    sources.rows.select("cntr").as[Long].collect().toSet shouldBe Set(1L, 2L, 3L, 4L)
  }

  it should "be known by its content alone, and refused where its name promises what is not there" in {
    read(file("mine.txt", line())).format shouldBe CatalogFormat.ALLWISE_BULK
    message(bulk("designation|ra|dec", "J1|2|3")) should endWith(
      "the first line of wise-allwise-cat-part01 does not have the 298 fields of AllWISE."
    )
  }

  it should "have the types that the simulated catalog gives the same columns" in {
    val bulkTypes = read(bulk(line())).rows.schema
    AllwiseTable.schema().foreach { field =>
      if (bulkTypes.fieldNames.contains(field.name) && field.dataType != LongType)
        withClue(field.name)(bulkTypes(field.name).dataType shouldBe field.dataType)
    }
  }

  it should "have the columns of the archive's Parquet table, but for the rejects' use_src" taggedAs
    RealSky in {
      val archive = spark.read
        .parquet(RealSky.path("catalogs/allwise_schema.parquet").toString)
        .columns
      read(bulk(line())).rows.columns shouldBe archive.filterNot(_ == "use_src")
    }
}
