package allsky.spark.catalog.fits

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.catalog.CatalogReader
import allsky.spark.catalog.files.CatalogFormat
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import java.io.File
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.file.Files

import nom.tam.fits.{BinaryTable, Fits}
import org.apache.spark.sql.types._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class FitsTableSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  /** A table in the form of SDSS's specObj, written by nom-tam-fits. */
  private def specObj(rows: Int): File = {
    val table = new BinaryTable()
    table.addColumn(Array.tabulate(rows)(i => f"${i}%22d"))
    table.addColumn(Array.tabulate(rows)(i => if (i % 2 == 0) "STAR  " else "GALAXY"))
    table.addColumn(Array.tabulate(rows)(i => i * 360.0 / rows))
    table.addColumn(Array.tabulate(rows)(i => -i * 90.0 / rows))
    table.addColumn(Array.tabulate(rows)(i => i * 0.5f))
    table.addColumn(Array.tabulate(rows)(i => i - 1))
    table.addColumn(Array.tabulate(rows)(i => (i - 32768).toShort))
    table.addColumn(Array.tabulate(rows)(i => Long.MinValue + i))
    table.addColumn(Array.tabulate(rows)(i => (200 + i % 50).toByte))
    table.addColumn(Array.tabulate(rows)(i => Array.tabulate(5)(j => i + j / 10f)))
    table.addColumn(Array.tabulate(rows)(i => (i * 10).toShort))
    val hdu = table.toHDU()
    Seq(
      "SPECOBJID",
      "CLASS",
      "PLUG_RA",
      "PLUG_DEC",
      "Z",
      "ZWARNING",
      "PLATE",
      "OBJID",
      "FLAG",
      "SPECTROFLUX",
      "TEMPERATURE"
    ).zipWithIndex.foreach { case (name, i) => hdu.setColumnName(i, name, null) }
    val header = hdu.getHeader
    header.addValue("TUNIT3", "deg", "")
    header.addValue("TNULL6", -1, "")
    header.addValue("TZERO7", 32768, "")
    header.addValue("TZERO8", new java.math.BigDecimal("9223372036854775808"), "")
    header.addValue("TSCAL11", 0.5, "")
    header.addValue("TZERO11", 273.25, "")
    val file = Files.createTempDirectory("allsky-fits").resolve("specObj.fits").toFile
    val fits = new Fits()
    fits.addHDU(hdu)
    fits.write(file)
    fits.close()
    file
  }

  private def read(file: File) =
    CatalogReader.read(spark, TableInput.spectra(file.getPath))

  "A FITS binary table" should "be read with its types, scales, nulls and trimmed text" in {
    val catalog = read(specObj(10))
    catalog.format shouldBe CatalogFormat.FITS
    val schema = catalog.rows.schema
    schema.map(f => f.name -> f.dataType) shouldBe Seq(
      "SPECOBJID" -> StringType,
      "CLASS" -> StringType,
      "PLUG_RA" -> DoubleType,
      "PLUG_DEC" -> DoubleType,
      "Z" -> FloatType,
      "ZWARNING" -> IntegerType,
      "PLATE" -> IntegerType,
      "OBJID" -> DecimalType(20, 0),
      "FLAG" -> IntegerType,
      "SPECTROFLUX" -> ArrayType(FloatType),
      "TEMPERATURE" -> DoubleType
    )
    schema("PLUG_RA").metadata.getString("unit") shouldBe "deg"
    val rows = catalog.rows.collect()
    rows(0).isNullAt(5) shouldBe true
    val row = rows(3)
    row.getString(0).trim shouldBe "3"
    rows.map(_.getString(1)).take(2) shouldBe Array("STAR", "GALAXY")
    row.getDouble(2) shouldBe 108.0
    row.getFloat(4) shouldBe 1.5f
    row.getInt(5) shouldBe 2
    row.getInt(6) shouldBe 3
    row.getDecimal(7) shouldBe new java.math.BigDecimal(3)
    row.getInt(8) shouldBe 203
    row.getSeq[Float](9) shouldBe Seq(3f, 3.1f, 3.2f, 3.3f, 3.4f)
    row.getDouble(10) shouldBe 288.25
  }

  it should "be shared by several tasks without losing or doubling a row" in {
    val rows = 250000
    val catalog = read(specObj(rows))
    catalog.rows.rdd.getNumPartitions should be > 1
    catalog.rows.count() shouldBe rows
    catalog.rows
      .selectExpr("sum(ZWARNING)", "count(distinct OBJID)", "max(PLUG_RA)")
      .as[(Long, Long, Double)]
      .collect() shouldBe
      Array(((0 until rows).map(_ - 1L).sum + 1, rows.toLong, (rows - 1) * 360.0 / rows))
  }

  it should "serve as a table of sources by SDSS's column names" in {
    val file = specObj(4)
    val sources = CatalogReader.sources(
      spark,
      TableInput.sources(file.getPath),
      ColumnChoice.BY_KNOWN_NAMES
    )
    sources.keyColumn shouldBe "OBJID"
    sources.rows.select("ra", "dec").as[(Double, Double)].collect().last shouldBe ((270.0, -67.5))
  }

  it should "have null for NaN, and NaN within a vector" in {
    val table = new BinaryTable()
    table.addColumn(Array(1.5f, Float.NaN))
    table.addColumn(Array(Double.NaN, 2.5))
    table.addColumn(Array(Array(Float.NaN, 1f), Array(2f, 3f)))
    val rows = read(written(table.toHDU())).rows.collect()
    rows.map(_.isNullAt(0)) shouldBe Array(false, true)
    rows.map(_.isNullAt(1)) shouldBe Array(true, false)
    rows(0).getSeq[Float](2).map(_.isNaN) shouldBe Seq(true, false)
  }

  it should "tell Spark where the rows of a range lie" in {
    val path = new org.apache.hadoop.fs.Path(specObj(10).getPath)
    val hadoop = spark.sparkContext.hadoopConfiguration
    val header = FitsTableHeader.of(path, FitsTables.of(path, hadoop).tables.get(0), hadoop)
    val range = new RowRange(0, 10, java.util.List.of("node1", "node2"))
    range.preferredLocations() shouldBe Array("node1", "node2")
    val ranges =
      RowRange.of(header, spark.sparkContext.hadoopConfiguration).toArray(Array.empty[RowRange])
    ranges.map(rows => (rows.first, rows.count)) shouldBe Array((0L, 10L))
    ranges.flatMap(_.preferredLocations()) should not contain "localhost"
  }

  it should "note the columns that Spark has no type for, and read those behind them" in {
    val table = new BinaryTable()
    table.addColumn(Array.tabulate(3)(i => Array.fill(i)(1f)))
    table.addColumn(Array(Array(true, false), Array(true, true), Array(false, false)))
    table.addColumn(Array(7, 8, 9))
    val hdu = table.toHDU()
    Seq("SPECTRUM", "BITS", "ID").zipWithIndex.foreach { case (name, i) =>
      hdu.setColumnName(i, name, null)
    }
    val catalog = read(written(hdu))
    catalog.notes.toArray.map(_.toString.takeWhile(_ != ')')) should contain(
      "column SPECTRUM (" + hdu.getHeader.getStringValue("TFORM1")
    )
    catalog.rows.select("ID").as[Int].collect() shouldBe Array(7, 8, 9)
    catalog.rows.columns should not contain "SPECTRUM"
  }

  private val arrays = Table(
    ("form", "dimensions", "cell", "texts"),
    ("12A", "(4,3)", "aa\u0000\u0000bb  cc\u0000\u0000", Seq("aa", "bb", "cc")),
    ("12A", "(2,3,2)", "aabbccddeeff", Seq("aa", "bb", "cc", "dd", "ee", "ff")),
    ("12A", "(4,2)", "aabbccddxxxx", Seq("aabb", "ccdd")),
    ("12A4", "", "aa  bbbbcc  ", Seq("aa", "bbbb", "cc")),
    ("12A:SSTR6", "", "aa\u0000   bbbbbb", Seq("aa", "bbbbbb")),
    ("12A:SSTR4/044", "", "a,bbb,,cc   ", Seq("a", "bbb", "", "cc"))
  )

  /** A table with a column MULTI of 12 characters and a column ID. */
  private def multi(form: String, dimensions: String, cell: String): File = {
    val table = new BinaryTable()
    table.addColumn(Array.fill(1)("123456789012"))
    table.addColumn(Array(7))
    val hdu = table.toHDU()
    hdu.setColumnName(0, "MULTI", null)
    hdu.setColumnName(1, "ID", null)
    hdu.getHeader.deleteKey("TDIM1")
    if (dimensions.nonEmpty) hdu.getHeader.addValue("TDIM1", dimensions, "")
    val file = written(hdu)
    val bytes = new String(Files.readAllBytes(file.toPath), ISO_8859_1)
      .replaceFirst("TFORM1  = .{70}", f"TFORM1  = ${"'" + form + "'"}%-70s")
      .replace("123456789012", cell)
    Files.write(file.toPath, bytes.getBytes(ISO_8859_1))
    file
  }

  it should "have all texts of a cell that holds several" in {
    forAll(arrays) { (form, dimensions, cell, texts) =>
      val rows = read(multi(form, dimensions, cell)).rows
      rows.schema("MULTI").dataType shouldBe ArrayType(StringType)
      rows.as[(Seq[String], Int)].collect() shouldBe Array((texts, 7))
    }
  }

  it should "have one text where the dimension is its length" in {
    read(multi("12A", "(12)", "aa b\u0000xxxxxxx")).rows.as[(String, Int)].collect() shouldBe
      Array(("aa b", 7))
  }

  it should "leave out, with a note, texts that cannot be told apart" in {
    val catalog = read(multi("12A", "(5,3)", "aaaabbbbcccc"))
    catalog.notes.toArray shouldBe
      Array("column MULTI (12A (5,3)) is skipped: its header does not say how to divide the text")
    catalog.rows.as[Int].collect() shouldBe Array(7)
  }

  private def written(hdu: nom.tam.fits.BinaryTableHDU): File = {
    val file = Files.createTempDirectory("allsky-fits").resolve("table.fits").toFile
    val fits = new Fits()
    fits.addHDU(hdu)
    fits.write(file)
    fits.close()
    file
  }

  it should "be refused where the file is shorter than its header promises" in {
    val file = specObj(1000)
    val bytes = Files.readAllBytes(file.toPath)
    Files.write(file.toPath, bytes.take(bytes.length / 2))
    val message = the[UserError].thrownBy(read(file)).getMessage
    message should include("the file is truncated; its header promises 1000 rows")
  }

  it should "be refused where the file holds only images" in {
    val file = Files.createTempDirectory("allsky-fits").resolve("image.fits").toFile
    val fits = new Fits()
    fits.addHDU(Fits.makeHDU(Array.ofDim[Float](4, 4)))
    fits.write(file)
    the[UserError].thrownBy(read(file)).getMessage should endWith(
      "the FITS file has no binary table."
    )
  }
}
