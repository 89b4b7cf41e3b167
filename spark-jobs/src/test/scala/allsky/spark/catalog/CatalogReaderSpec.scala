package allsky.spark.catalog

import java.nio.file.{Files, Path}

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.table.{ColumnChoice, TableInput}
import org.apache.spark.sql.types.{IntegerType, StringType}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CatalogReaderSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val known = ColumnChoice.BY_KNOWN_NAMES

  private def folder(): Path = Files.createTempDirectory("allsky-catalog")

  private def file(name: String, lines: String*): TableInput = {
    val path = folder().resolve(name)
    Files.writeString(path, lines.mkString("", "\n", "\n"))
    TableInput.sources(path.toString)
  }

  private def message(input: TableInput): String =
    the[UserError].thrownBy(CatalogReader.sources(spark, input, known)).getMessage

  "A CSV" should "be read by its header, past its comments, with archives' text left as text" in {
    val input = file(
      "sky.csv",
      "#Table1",
      "designation,RA,Dec,cc_flags,n",
      "J0001,10.5,-3,0000,1",
      "# a comment",
      "J0002,11.5,-4,hH00,null"
    )
    val sources = CatalogReader.sources(spark, input, known)
    sources.keyColumn shouldBe "designation"
    sources.rows.schema("cc_flags").dataType shouldBe StringType
    sources.rows.schema("n").dataType shouldBe IntegerType
    sources.rows.select("ra", "cc_flags", "n").as[(Double, String, Option[Int])].collect() shouldBe
      Array((10.5, "0000", Some(1)), (11.5, "hH00", None))
  }

  it should "get row numbers as keys where it has none" in {
    val sources =
      CatalogReader.sources(spark, file("list.csv", "ra,dec", "10,1", "20,2", "30,3"), known)
    sources.keyColumn shouldBe "row"
    sources.rows.select("row", "ra").as[(Long, Double)].collect() shouldBe
      Array((1L, 10.0), (2L, 20.0), (3L, 30.0))
  }

  "A folder of Parquet" should "be read with its name=value folders" in {
    val path = folder().resolve("allwise")
    Seq((1L, 10.0, 1.0, 3), (2L, 20.0, 2.0, 4))
      .toDF("cntr", "ra", "dec", "healpix_k0")
      .write
      .partitionBy("healpix_k0")
      .parquet(path.toString)
    val catalog = CatalogReader.read(spark, TableInput.sources(path.toString))
    catalog.format shouldBe CatalogFormat.PARQUET
    catalog.rows.select("cntr", "healpix_k0").as[(Long, Int)].collect().toSet shouldBe
      Set((1L, 3), (2L, 4))
  }

  it should "be refused while the job that writes it has not finished" in {
    val path = folder()
    Files.writeString(path.resolve("_run.json"), "{}")
    message(TableInput.sources(path.toString)) should endWith(
      "the job that writes it has not finished; run it again."
    )
  }

  "A HATS catalog" should "be read from its cells alone, by the columns that it names" in {
    val path = folder()
    val rows = Seq((1L, 10.0, 1.0), (2L, 20.0, 2.0)).toDF("object_id", "source_ra", "source_dec")
    val parts = folder().resolve("part")
    rows.coalesce(1).write.parquet(parts.toString)
    val part = Files.list(parts).filter(_.toString.endsWith(".parquet")).findFirst().get()
    val cells = path.resolve("dataset/Norder=3/Dir=0")
    Files.createDirectories(cells)
    Files.copy(part, cells.resolve("Npix=512.parquet"))
    Files.copy(part, path.resolve("dataset/data_thumbnail.parquet"))
    Files.writeString(
      path.resolve("hats.properties"),
      "#HATS catalog\nhats_col_ra=source_ra\nhats_col_dec=source_dec\n"
    )
    val input = TableInput.sources(path.toString)
    CatalogReader.read(spark, input).format shouldBe CatalogFormat.HATS
    val sources = CatalogReader.sources(spark, input, known)
    sources.rows.columns shouldBe Array("object_id", "source_ra", "source_dec", "ra", "dec")
    sources.rows.select("object_id", "ra").as[(Long, Double)].collect() shouldBe
      Array((1L, 10.0), (2L, 20.0))
  }

  "What is no catalog" should "be refused in one line that says why" in {
    message(TableInput.sources("/no/such/file")) shouldBe
      "Cannot read --sources /no/such/file: there is no such file or folder."
    message(TableInput.sources(folder().toString)) should endWith("the folder holds no table.")
    message(file("gator.tbl", "\\fixlen = T", "|ra|dec|")) should include(
      "IPAC tables are not read"
    )
    message(file("empty.csv")) should include("holds no comma")
    message(file("list.txt", "10.5 3.2", "11.5 3.3")) should include("holds no comma")
    message(file("cut.parquet", "PAR1 and then nothing")) should endWith(
      "cut.parquet is cut off: its Parquet footer is missing."
    )
  }
}
