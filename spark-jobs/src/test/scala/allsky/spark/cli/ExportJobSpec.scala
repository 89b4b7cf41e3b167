package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.catalog.CatalogReader
import allsky.spark.columns.{Columns, TableInput}
import allsky.spark.output.{OutputFolder, RunIdentity}
import allsky.spark.table.TableFolder
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import nom.tam.fits.{BinaryTableHDU, Fits}
import org.apache.hadoop.conf.Configuration
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.types._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ExportJobSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private val schema = new StructType()
    .add(Columns.column("cntr", LongType, "", "meta.id;meta.main", "Key of the source"))
    .add(Columns.column("ra", DoubleType, "deg", "pos.eq.ra;meta.main", "Right ascension"))
    .add(Columns.column("dec", DoubleType, "deg", "pos.eq.dec;meta.main", "Declination"))
    .add(Columns.column("w1mpro", DoubleType, "mag", "Magnitude"))
    .add(Columns.column("class", StringType, "Class"))
    .add(Columns.column("outlier", BooleanType, "Outlier"))
    .add(Columns.column("nb", IntegerType, "Sources"))
    .add(Columns.column("prob", FloatType, "Probability"))

  private val rows = Seq(
    Row(9007199254740993L, 10.123456789012345, -5.5, 15.25, "STAR", true, 1, 0.25f),
    Row(-2L, 359.999999, 89.5, null, "a \"b\", c", false, null, 0.5f),
    Row(3L, 0.0, 0.0, 16.5, null, null, Int.MaxValue, null)
  )

  private lazy val folder = {
    val made = Files.createTempDirectory("allsky-export")
    val output = OutputFolder.at(made.resolve("table").toString, new Configuration())
    val identity = RunIdentity.starting("crossmatch", java.util.Map.of())
    output.startAfresh(identity, false)
    TableFolder.write(
      spark.createDataFrame(rows.asJava, schema).coalesce(1),
      output,
      identity
    )
    output.finish()
    made
  }

  private def exported(file: String, more: String*): Outcome = CommandLine.allsky(
    Seq("export", "--table", s"$folder/table", "--output", s"$folder/$file") ++ more: _*
  )

  private def read(file: String): DataFrame =
    CatalogReader.read(spark, TableInput.sources(s"$folder/$file")).rows

  private def numbers(row: Row, frame: DataFrame): Seq[Any] =
    Seq("cntr", "ra", "dec", "w1mpro", "nb", "prob").map { name =>
      val value = row.get(row.fieldIndex(name))
      value match {
        case null                             => None
        case number: Double if number.isNaN   => None
        case number: Float if number.isNaN    => None
        case number: Number if name == "cntr" => number.longValue
        case number: Number                   => number.doubleValue
      }
    }

  private val expected = Seq(
    Seq(9007199254740993L, 10.123456789012345, -5.5, 15.25, 1.0, 0.25),
    Seq(-2L, 359.999999, 89.5, None, None, 0.5),
    Seq(3L, 0.0, 0.0, 16.5, Int.MaxValue.toDouble, None)
  )

  for (file <- Seq("t.fits", "t.vot", "t.csv", "t.ecsv")) s"A table in $file" should
    "have all values, and none where there was none" in {
      exported(file).out should include(s"3 rows with 8 columns in $folder/$file")
      val frame = read(file)
      frame.columns.toSeq shouldBe schema.fieldNames.toSeq
      val found = frame.collect().toSeq
      found.map(numbers(_, frame)) shouldBe expected
      found.map(row => Option(row.getAs[String]("class")).map(_.trim).filter(_.nonEmpty)) shouldBe
        Seq(Some("STAR"), Some("a \"b\", c"), None)
      val outlier = found.map(row => Option(row.get(row.fieldIndex("outlier"))).map(_.toString))
      outlier.take(2) shouldBe Seq(Some("true"), Some("false"))
      outlier(2).getOrElse("") should not be "true"
      if (!file.endsWith("csv") || file == "t.ecsv") {
        Columns.unit(frame.schema("ra")) shouldBe "deg"
        Columns.unit(frame.schema("w1mpro")) shouldBe "mag"
      }
    }

  "A FITS file" should "have descriptions, UCDs and its maker for TOPCAT" in {
    exported("d.fits").exitCode shouldBe 0
    val fits = new Fits(folder.resolve("d.fits").toFile)
    val primary = new String(fits.getHDU(0).getKernel.asInstanceOf[Array[Byte]], "UTF-8")
    val header = fits.getHDU(1).asInstanceOf[BinaryTableHDU].getHeader
    header.getStringValue("TUNIT2") shouldBe "deg"
    header.getStringValue("TUCD2") shouldBe "pos.eq.ra;meta.main"
    fits.close()
    primary should (include("Right ascension") and include("creator") and include("allsky"))
  }

  "A VOTable" should "have its rows as elements, because Aladin Lite reads no binary ones" in {
    exported("e.vot").exitCode shouldBe 0
    val text = Files.readString(folder.resolve("e.vot"))
    text should include("<TABLEDATA>")
    "<TR>".r.findAllIn(text).size shouldBe 3
  }

  "--columns and --where" should "choose" in {
    exported("c.csv", "--columns", "CLASS,cntr", "--where", "ra > 5 and class is not null")
      .exitCode shouldBe 0
    val lines = Files.readAllLines(folder.resolve("c.csv")).asScala.toSeq
    lines.head shouldBe "class,cntr"
    lines.tail.map(_.split(",").last) shouldBe Seq("9007199254740993", "-2")
  }

  "An existing file" should "be replaced with --overwrite only, and never be the input" in {
    Files.writeString(folder.resolve("mine.csv"), "mine")
    exported("mine.csv").err should include("mine.csv: it already exists; add --overwrite")
    Files.readString(folder.resolve("mine.csv")) shouldBe "mine"
    exported("mine.csv", "--overwrite").exitCode shouldBe 0
    Files.readAllLines(folder.resolve("mine.csv")) should have size 4
    val inside = exported("table/x.csv")
    inside.exitCode shouldBe 1
    inside.err.linesIterator.toSeq.last should include("--table")
  }

  "Wrong options" should "be one line" in {
    def refusal(file: String, more: String*): String = {
      val outcome = exported(file, more: _*)
      outcome.exitCode shouldBe 1
      outcome.err.linesIterator.toSeq.last
    }
    refusal("t.txt") should include("Invalid --output (ends in .fits, .vot, .xml, .csv or .ecsv")
    refusal("n.csv", "--columns", "colour") should include(
      "Invalid --columns (the table has cntr, "
    )
    refusal("n.csv", "--where", "colour > 1") should include("--where")
    Files.exists(folder.resolve("n.csv")) shouldBe false
  }

  "Columns that a file cannot have" should "be left out and named" in {
    val made = Files.createTempDirectory("allsky-export")
    val pixels = new StructType().add("cntr", LongType).add("pixels", BinaryType)
      .add("embedding", ArrayType(FloatType))
    val data = Seq(Row(1L, Array[Byte](1), Seq(1f, 2.5f)), Row(2L, Array[Byte](2), Seq(3f, 4f)))
    spark.createDataFrame(data.asJava, pixels).write.parquet(s"$made/t")
    val outcome =
      CommandLine.allsky("export", "--table", s"$made/t", "--output", s"$made/t.fits")
    outcome.err should include("columns left out, because FITS has no such type: pixels (binary)")
    val fits = new Fits(made.resolve("t.fits").toFile)
    val table = fits.getHDU(1).asInstanceOf[BinaryTableHDU]
    table.getColumn("embedding").asInstanceOf[Array[Array[Float]]].map(_.toSeq).toSeq.sortBy(
      _.head
    ) shouldBe Seq(Seq(1f, 2.5f), Seq(3f, 4f))
    fits.close()
  }
}
