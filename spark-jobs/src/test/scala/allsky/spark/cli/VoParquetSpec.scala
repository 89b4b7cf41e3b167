package allsky.spark.cli

import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import allsky.spark.LocalSpark
import allsky.spark.columns.Columns
import org.apache.hadoop.conf.Configuration
import org.apache.parquet.hadoop.ParquetFileReader
import org.apache.parquet.hadoop.util.HadoopInputFile
import org.apache.spark.sql.types.StructType
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import uk.ac.starlink.table.StarTableFactory
import uk.ac.starlink.util.FileDataSource
import uk.ac.starlink.votable.{TableElement, VOElement, VOElementFactory}

/** The tables that the jobs write follow the convention VOParquet: each footer has a VOTable. */
class VoParquetSpec extends AnyFlatSpec with Matchers with EvaluateIicnetFixture {

  private lazy val sky = new TinySky(folder)

  private def done(words: String*): Unit = {
    val outcome = CommandLine.allsky(words: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
  }

  private def at(name: String): String = folder.resolve(name).toString

  /** Each output once, on few sources; one spectrum has no position. */
  private lazy val outputs: Unit = {
    val spectra = Seq("specobjid,class,ra,dec,z", "1,STAR,0.003,-0.02,0", "2,QSO,,1,2.1")
    Files.write(folder.resolve("spectra.csv"), spectra.asJava)
    val both = Seq("--sources", s"${sky.sources}", "--spectra", at("spectra.csv"))
    done("crossmatch" +: both ++: Seq("--join", "left", "--output", at("matches")): _*)
    val onTiles = Seq("--sources", at("matches"), "--tiles", s"${sky.tiles.path}")
    done("stack-cutouts" +: onTiles ++: Seq("--output", at("stacked")): _*)
    val plain = Seq("--model", s"${sky.model}", "--layout", "plain", "--output", at("predicted"))
    done("classify-allsky" +: onTiles ++: plain: _*)
    evaluate("evaluation", cutouts)._1.exitCode shouldBe 0
  }

  private def tableFile(table: String): Path = {
    outputs
    val root = folder.resolve(table)
    Files.walk(root).iterator.asScala
      .filter(_.getFileName.toString.matches(".*[.](parquet|parq)"))
      .filterNot(root.relativize(_).iterator.asScala.exists(_.toString.matches("[_.].*")))
      .toSeq
      .head
  }

  private def entries(file: Path): collection.Map[String, String] = {
    val input =
      HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri), new Configuration())
    val reader = ParquetFileReader.open(input)
    try reader.getFooter.getFileMetaData.getKeyValueMetaData.asScala
    finally reader.close()
  }

  private def header(file: Path): String = {
    entries(file)("IVOA.VOTable-Parquet.version") shouldBe "1.0"
    entries(file)("IVOA.VOTable-Parquet.content")
  }

  private def fields(votable: String): Seq[VOElement] = {
    val root = new VOElementFactory()
      .makeVOElement(new ByteArrayInputStream(votable.getBytes(UTF_8)), null)
    val table = root.getElementsByVOTagName("TABLE").item(0).asInstanceOf[TableElement]
    table.getFields.toSeq
  }

  private def schema(file: Path): StructType =
    LocalSpark.session.read.parquet(file.toString).schema

  private val tables =
    Seq("matches", "matches/_rejected", "stacked", "predicted", "evaluation/predictions")

  for (table <- tables) {
    s"A file of $table" should "describe its columns as a VOTable" in {
      val file = tableFile(table)
      val described = fields(header(file))
      described.map(_.getAttribute("name")) shouldBe schema(file).fieldNames.toSeq
      for ((column, field) <- schema(file).fields.zip(described)) {
        field.getAttribute("unit") shouldBe Columns.unit(column)
        field.getAttribute("ucd") shouldBe Columns.ucd(column)
        field.getDescription shouldBe column.getComment.orNull
      }
    }

    it should "be read by STIL, the reader of TOPCAT and STILTS, with its units and UCDs" in {
      val file = tableFile(table)
      val read = new StarTableFactory().makeStarTable(new FileDataSource(file.toFile), "parquet")
      read.getRowCount shouldBe LocalSpark.session.read.parquet(file.toString).count()
      for ((column, i) <- schema(file).fields.zipWithIndex) {
        val info = read.getColumnInfo(i)
        (
          info.getName,
          Option(info.getUnitString).getOrElse(""),
          Option(info.getUCD).getOrElse("")
        ) shouldBe
          ((column.name, Columns.unit(column), Columns.ucd(column)))
      }
    }

    it should "have a VOTable in which votlint of STILTS finds no fault" in {
      VotLint.faults(header(tableFile(table))) shouldBe empty
    }
  }

  "A text column" should "have the length of its longest text, which astropy needs" in {
    val file = tableFile("stacked")
    val rows = LocalSpark.session.read.parquet(file.toString)
    for (column <- Seq("coadd_id", "status", "label")) {
      val texts = rows.select(column).collect().flatMap(row => Option(row.getString(0)))
      val longest = (1 +: texts.map(_.length)).max
      entries(file)(s"table::len::$column").toInt shouldBe longest
      val field = fields(header(file)).find(_.getAttribute("name") == column).get
      field.getAttribute("arraysize") shouldBe s"$longest*"
    }
  }

  "A column of bytes" should "have the length of its longest value, for astropy too" in {
    val file = tableFile("stacked")
    val pixels = LocalSpark.session.read.parquet(file.toString).select("pixels").collect()
    val longest = (1 +: pixels.flatMap(row => Option(row.getAs[Array[Byte]](0)).map(_.length))).max
    entries(file)("table::len::pixels").toInt shouldBe longest
    val field = fields(header(file)).find(_.getAttribute("name") == "pixels").get
    (field.getAttribute("datatype"), field.getAttribute("arraysize")) shouldBe
      (("unsignedByte", s"$longest*"))
  }

  "The columns of a catalog" should "have the UCDs of what they are" in {
    val stored = schema(tableFile("matches"))
    val ucds = stored.fields.map(field => field.name -> Columns.ucd(field)).toMap
    ucds("ra") shouldBe "pos.eq.ra;meta.main"
    ucds("w1mpro") shouldBe "phot.mag;em.IR.3-4um"
    Columns.unit(stored("w1mpro")) shouldBe "mag"
    ucds("z") shouldBe "src.redshift"
  }
}
