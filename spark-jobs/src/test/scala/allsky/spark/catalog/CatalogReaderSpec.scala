package allsky.spark.catalog

import java.nio.file.Files

import allsky.spark.LocalSpark
import allsky.spark.table.{ColumnChoice, TableInput}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CatalogReaderSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val known = ColumnChoice.BY_KNOWN_NAMES

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

  it should "be merged by name, and say so, where its files have different columns" in {
    val path = folder().resolve("mixed").toString
    val both = Seq((1L, 10.0, 1.0, "0000")).toDF("cntr", "ra", "dec", "cc_flags")
    both.drop("cc_flags").coalesce(1).write.parquet(path)
    both.coalesce(1).write.mode("append").parquet(path)
    val catalog = read(TableInput.sources(path))
    catalog.notes.toArray shouldBe Array(
      "its files have different columns, merged by name: null where a file lacks cc_flags"
    )
    catalog.rows.select("cc_flags").as[Option[String]].collect().toSet shouldBe
      Set(Some("0000"), None)
    both.selectExpr("cntr", "cast(ra as string) as ra", "dec").write.mode("append").parquet(path)
    message(TableInput.sources(path)) should include regex
      "its files give the column ra different types: (double, but binary|binary .*, but double)"
  }

  it should "have no note where its files differ in order or nulls alone" in {
    val path = folder().resolve("same").toString
    val rows = Seq((1L, 10.0, 1.0)).toDF("cntr", "ra", "dec")
    rows.write.parquet(path)
    rows.selectExpr("dec", "nullif(ra, 0) as ra", "cntr").write.mode("append").parquet(path)
    val catalog = read(TableInput.sources(path))
    catalog.notes.isEmpty shouldBe true
    catalog.rows.select("ra", "dec").as[(Double, Double)].collect() shouldBe
      Array.fill(2)((10.0, 1.0))
  }

  it should "be refused where one of its files is none" in {
    val path = folder().resolve("mixed")
    Seq((1L, 10.0, 1.0)).toDF("cntr", "ra", "dec").write.parquet(path.toString)
    write(path.resolve("zz.csv"), "cntr,ra,dec")
    message(TableInput.sources(path.toString)) should endWith("zz.csv is no Parquet file.")
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
    message(file("table.vot", "<?xml version=\"1.0\"?>", "<VOTABLE>")) should include(
      "VOTables are not read; give Parquet, HATS, a FITS binary table, an IPAC table, CSV"
    )
    message(file("answer.csv", "<html>", "ERROR")) should include("answer.csv is a page or XML")
    message(file("blank.csv")) should include("the file blank.csv is empty")
    message(bytes("empty.csv")) should endWith("the file empty.csv is empty.")
    message(bytes("junk.csv", 1, 2, 3, 0, 10, 44)) should include(
      "junk.csv is neither a table nor text"
    )
    message(file("cut.parquet", "PAR1 and then nothing")) should endWith(
      "cut.parquet is cut off: its Parquet footer is missing."
    )
  }

  "A packed file" should "be refused where its name does not say so, or its rows cannot be shared" in {
    val packed = Files.readAllBytes(write(folder().resolve("sky.csv.gz"), "ra,dec", "10,1"))
    message(bytes("sky.csv", packed: _*)) should endWith(
      "sky.csv is packed, but its name does not end in .gz; rename it."
    )
    message(file("specObj.fits.gz", "SIMPLE  =                    T")) should endWith(
      "specObj.fits.gz is a packed FITS or Parquet file; unpack it first (gunzip, bunzip2)."
    )
  }

  private def bytes(name: String, content: Byte*): TableInput =
    TableInput.sources(Files.write(folder().resolve(name), content.toArray).toString)
}
