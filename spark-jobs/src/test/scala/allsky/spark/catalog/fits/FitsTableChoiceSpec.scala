package allsky.spark.catalog.fits

import allsky.UserError
import allsky.fits.AtlasImages
import allsky.spark.LocalSpark
import allsky.spark.catalog.Catalog
import allsky.spark.catalog.CatalogReader
import allsky.spark.catalog.FitsHeadersSpec
import allsky.spark.catalog.files.HduPath
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import nom.tam.fits.{BinaryTable, Fits, FitsFactory}
import org.apache.spark.sql.Row
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** FITS files with several tables. */
class FitsTableChoiceSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  /** Tables by EXTNAME with their columns of doubles, in one file. */
  private def file(name: String, tables: (String, Seq[(String, Double)])*): Path = {
    val path = Files.createTempDirectory("allsky-hdus").resolve(name)
    val fits = new Fits()
    fits.addHDU(FitsFactory.hduFactory(Array.ofDim[Float](3, 3)))
    tables.foreach { case (extension, columns) =>
      val table = new BinaryTable()
      columns.foreach { case (_, value) => table.addColumn(Array(value)) }
      val hdu = table.toHDU()
      columns.map(_._1).zipWithIndex.foreach { case (column, i) =>
        hdu.setColumnName(i, column, null)
      }
      hdu.getHeader.addValue("EXTNAME", extension, "")
      fits.addHDU(hdu)
    }
    fits.write(path.toFile)
    path
  }

  private val head = "LDAC_IMHEAD" -> Seq("cards" -> 1.0)
  private val objects = "LDAC_OBJECTS" -> Seq("ra" -> 10.0, "dec" -> 20.0)
  private val more = "EXTRA" -> Seq("ra" -> 30.0, "dec" -> 40.0)
  private lazy val several = file("several.fits", head, objects, more)

  private def read(path: String, hdu: String = null, choice: ColumnChoice = byName) =
    CatalogReader.read(spark, TableInput.sources(path).withHdu(hdu), choice)

  private def byName = ColumnChoice.BY_KNOWN_NAMES

  private def row(catalog: Catalog): Row = catalog.rows.collect() match { case Array(row) => row }

  private def complaint(path: String, hdu: String = null): String =
    the[UserError].thrownBy(read(path, hdu)).getMessage

  "A FITS file of several tables" should "give the first one with a position" in {
    row(read(s"$several")) shouldBe Row(10.0, 20.0)
  }

  it should "name its other tables" in {
    read(s"$several").told.asScala shouldBe Seq(
      "the table of HDU 2 (LDAC_OBJECTS) is read, the first table with positions; for another" +
        " table add #NUMBER or #EXTNAME to the file name: 1 (LDAC_IMHEAD), 3 (EXTRA)"
    )
  }

  it should "give the first one with the columns that the user names" in {
    val other = file("a.fits", head, "X" -> Seq("ALPHA_J2000" -> 5.0, "DELTA_J2000" -> 6.0))
    val choice = ColumnChoice.ofNullable("alpha_j2000", "DELTA_J2000", null, null)
    row(read(s"$other", choice = choice)) shouldBe Row(5.0, 6.0)
  }

  for (name <- Seq("3", "EXTRA", "extra"))
    it should s"give the table that #$name names" in {
      row(read(s"$several#$name")) shouldBe Row(30.0, 40.0)
    }

  for (name <- Seq("3", "extra"))
    it should s"give the table that the option --hdu $name names" in {
      row(read(s"$several", name)) shouldBe Row(30.0, 40.0)
    }

  it should "list its tables where another HDU is named" in {
    complaint(s"$several#0") should endWith(
      ": its HDU 0 is not a binary table; it has 1 (LDAC_IMHEAD), 2 (LDAC_OBJECTS), 3 (EXTRA)."
    )
    complaint(s"$several", "7") should include("its HDU 7 is not a binary table; it has 1 (LDAC_IM")
    complaint(s"$several#OBJ") should include("its HDU OBJ is not a binary table; it has 1" +
      " (LDAC_IM")
  }

  it should "be refused where the path and the option name different tables" in {
    complaint(s"$several#2", "3") should endWith(": --hdu names a different table: 3")
  }

  it should "ask for the number where two tables have the name" in {
    complaint(s"${file("two.fits", objects, objects)}#LDAC_OBJECTS") should endWith(
      "more than one HDU has the name LDAC_OBJECTS: 1 (LDAC_OBJECTS), 2 (LDAC_OBJECTS); give the" +
        " number."
    )
  }

  it should "be refused with the list of its tables where none has a position" in {
    val none = file("none.fits", head, "B" -> Seq("x" -> 1.0))
    complaint(s"$none") should endWith(
      ": no table has position columns; add an HDU to the file name," +
        " such as #2, and name its columns with --ra-column and --dec-column (it has 1" +
        " (LDAC_IMHEAD), 2 (B))."
    )
  }

  it should "be the file of its very name where that has a #" in {
    val literal = file("several.fits#3", objects)
    Files.copy(several, literal.resolveSibling("several.fits"))
    row(read(s"$literal")) shouldBe Row(10.0, 20.0)
  }

  for (
    (damage, bytes) <- Seq(
      "a negative size" -> FitsHeadersSpec.block(Seq("XTENSION= 'IMAGE'", "NAXIS   = -1")),
      "half a header" -> "XTENSION= 'IMAGE'".padTo(400, ' ').getBytes,
      "no extension" -> "junk".getBytes
    )
  )
    it should s"be read where $damage follows its table" in {
      val damaged =
        Files.write(file("a.fits", objects), bytes, java.nio.file.StandardOpenOption.APPEND)
      row(read(s"$damaged")) shouldBe Row(10.0, 20.0)
    }

  it should "be the file that no job writes into, whichever of its tables is read" in {
    val hadoop = spark.sparkContext.hadoopConfiguration
    def fileOf(path: String) = HduPath.fileOf(TableInput.sources(path), hadoop).toString
    fileOf(s"$several#2") shouldBe s"$several"
    fileOf("/no/such#2") shouldBe "/no/such#2"
  }

  "A FITS file of one table" should "say nothing of others" in {
    read(s"${file("one.fits", objects)}").told.asScala shouldBe empty
  }

  "A file of another format" should "have no HDU" in {
    val csv = Files.writeString(several.resolveSibling("a.csv"), "ra,dec\n1,2\n")
    complaint(s"$csv", "1") should endWith(
      ": only FITS files and VOTables have several tables; leave 1 out."
    )
    complaint(s"$csv#1") should endWith(
      ": only FITS files and VOTables have several tables; leave 1 out."
    )
  }

  private def packed(bytes: Array[Byte]): Path =
    Files.write(
      Files.createTempDirectory("allsky-hdus").resolve("t.fits.gz"),
      AtlasImages.gzip(bytes)
    )

  "A packed FITS file" should "be read, any of its tables" in {
    val file = packed(Files.readAllBytes(several))
    row(read(s"$file")) shouldBe Row(10.0, 20.0)
    row(read(s"$file#3")) shouldBe Row(30.0, 40.0)
  }

  it should "be read by one task, all of its rows" in {
    val table = new BinaryTable()
    table.addColumn(Array.tabulate(150000)(i => Array.fill(20)(i.toDouble)))
    val bytes = new java.io.ByteArrayOutputStream
    val fits = new Fits()
    fits.addHDU(table.toHDU())
    fits.write(new nom.tam.util.FitsOutputStream(bytes))
    val rows = read(s"${packed(bytes.toByteArray)}").rows
    rows.rdd.getNumPartitions shouldBe 1
    rows.selectExpr("count(*)", "max(`Column 1`[19])").collect() shouldBe
      Array(Row(150000L, 149999.0))
  }

  it should "be refused where its stream ends early" in {
    val file = packed(Files.readAllBytes(several))
    Files.write(file, Files.readAllBytes(file).dropRight(40))
    complaint(s"$file") should include("it is truncated, or its compression is damaged")
  }
}
