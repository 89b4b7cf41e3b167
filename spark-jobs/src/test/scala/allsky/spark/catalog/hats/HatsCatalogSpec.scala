package allsky.spark.catalog.hats

import allsky.calibration.OutlierRule
import allsky.sky.Healpix
import allsky.spark.LocalSpark
import allsky.spark.catalog.CatalogReader
import allsky.spark.catalog.files.CatalogFormat
import allsky.spark.cli.VotLint
import allsky.spark.columns.TableInput
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.table.TableFolder
import allsky.spark.table.prediction.PredictedColumns
import allsky.spark.table.prediction.PredictionTable
import allsky.survey.SourceClass
import java.io.ByteArrayInputStream
import java.net.URI
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._
import scala.util.Random

import javax.xml.parsers.DocumentBuilderFactory
import nom.tam.fits.Fits
import org.apache.hadoop.conf.Configuration
import org.apache.parquet.hadoop.ParquetFileReader
import org.apache.parquet.hadoop.util.HadoopInputFile
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions.input_file_name
import org.apache.spark.sql.types.{LongType, MetadataBuilder, StructField}
import org.apache.spark.sql.types.DataTypes.DoubleType
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.w3c.dom.Element

/** The conventions of HATS, checked on the files as others would read them. */
class HatsCatalogSpec extends AnyFlatSpec with HatsCatalogFixture {

  import spark.implicits._

  "A HATS catalog" should "hold each row once, in the file of its cell, sorted" in {
    files.map(_._2).distinct.size should be > 2
    files.foreach { case (name, order, cell) =>
      val inFile = rowsOf(name)
      inFile should not be empty
      if (order < 8) inFile.length should be <= maxRows
      inFile.foreach { case (ra, dec, cell29) =>
        cell29 shouldBe Healpix.cell(29, ra, dec)
        cell29 >> (2 * (29 - order)) shouldBe cell
      }
      inFile.map(_._3).toSeq shouldBe inFile.map(_._3).sorted.toSeq
    }
    val keys = spark.read.parquet(files.map(f => dataset.resolve(f._1).toString): _*)
    keys.select("cntr").as[Long].collect().sorted.toSeq shouldBe
      rows.filterNot(_.isNullAt(schema.fieldIndex("_healpix_29"))).map(_.getLong(0)).sorted
  }

  it should "split a cell only where it must, and never have one inside another" in {
    val ranges = files
      .map { case (_, order, cell) =>
        (cell << (2 * (29 - order)), (cell + 1) << (2 * (29 - order)))
      }
      .sorted
    ranges.zip(ranges.tail).foreach { case ((_, end), (start, _)) => start should be >= end }
    val cells29 = files.flatMap { case (name, _, _) => rowsOf(name).map(_._3) }
    val parents = files.collect { case (_, order, cell) if order > 0 => (order - 1, cell >> 2) }
    parents should not be empty
    parents.distinct.foreach { case (order, cell) =>
      withClue(s"cell $cell of order $order: ") {
        cells29.count(_ >> (2 * (29 - order)) == cell) should be > maxRows
      }
    }
  }

  it should "say of itself what is so" in {
    Files.readAllLines(path.resolve("partition_info.csv")).asScala.toSet shouldBe
      files.map { case (_, order, cell) => s"$order,$cell" }.toSet + "Norder,Npix"
    val text = Files.readString(path.resolve("hats.properties"))
    Files.readString(path.resolve("properties")) shouldBe text
    val said = text.linesIterator.filterNot(_.startsWith("#")).map(_.split("=", 2)).map { pair =>
      pair(0) -> pair(1)
    }.toMap
    said("obs_collection") shouldBe "pre_dictions"
    said("dataproduct_type") shouldBe "object"
    said("hats_nrows") shouldBe "4000"
    said("hats_col_ra") shouldBe "ra"
    said("hats_col_dec") shouldBe "dec"
    said("hats_col_healpix") shouldBe "_healpix_29"
    said("hats_col_healpix_order") shouldBe "29"
    said("hats_order") shouldBe files.map(_._2).max.toString
    said("hats_max_rows") shouldBe maxRows.toString
    val sky = files.map { case (_, order, _) => 1.0 / (12L << (2 * order)) }.sum
    said("moc_sky_fraction").toDouble shouldBe sky +- 1e-6
  }

  it should "have the footers of all files in _metadata, and the columns in _common_metadata" in {
    val blocks = footer(dataset.resolve("_metadata"))(_.getFooter.getBlocks.asScala.toList)
    blocks.map(_.getRowCount).sum shouldBe 4000
    blocks.map(_.getPath).toSet shouldBe files.map(_._1).toSet
    footer(dataset.resolve("_common_metadata")) { common =>
      common.getFooter.getBlocks.size shouldBe 0
      common.getFileMetaData.getSchema.getFields.asScala.map(_.getName) shouldBe
        schema.fieldNames.toSeq
    }
  }

  it should "count the sky in skymap.fits" in {
    val map = new Fits(path.resolve("skymap.fits").toFile)
    val hdu = map.getHDU(1).asInstanceOf[nom.tam.fits.BinaryTableHDU]
    hdu.getHeader.getStringValue("ORDERING") shouldBe "NESTED"
    val counts = hdu.getColumn(0).asInstanceOf[Array[Long]]
    map.close()
    counts should have length 12L * 64 * 64
    counts.sum shouldBe 4000
    val (ra, dec, _) = rowsOf(files.head._1).head
    counts(Healpix.cell(6, ra, dec).toInt) should be > 0L
  }

  it should "describe its columns as a VOTable in every footer, and name its maker" in {
    val footers = (files.map(_._1) :+ "_common_metadata")
      .map(name => footer(dataset.resolve(name))(_.getFileMetaData.getKeyValueMetaData.asScala))
    footers.foreach(_("IVOA.VOTable-Parquet.version") shouldBe "1.0")
    footers.map(_("IVOA.VOTable-Parquet.content")).distinct should have size 1
    val xml = footers.head("IVOA.VOTable-Parquet.content")
    val votable = DocumentBuilderFactory.newInstance.newDocumentBuilder
      .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)))
    votable.getElementsByTagName("DATA").getLength shouldBe 0
    val resource = votable.getElementsByTagName("RESOURCE").item(0).getChildNodes
    (0 until resource.getLength).map(resource.item(_).getNodeName) shouldBe
      Seq("INFO", "INFO", "INFO", "COOSYS", "TABLE")
    val fields = votable.getElementsByTagName("FIELD")
    val said = (0 until fields.getLength).map(fields.item(_).asInstanceOf[Element])
    said.map(_.getAttribute("name")) shouldBe schema.fieldNames.toSeq
    val byName = said.map(field => field.getAttribute("name") -> field).toMap
    byName("cntr").getAttribute("ucd") shouldBe "meta.id;meta.main"
    byName("ra").getAttribute("ucd") shouldBe "pos.eq.ra;meta.main"
    byName("dec").getAttribute("unit") shouldBe "deg"
    byName("w3mpro").getAttribute("ucd") shouldBe "phot.mag;em.IR.8-15um"
    byName("w3mpro").getAttribute("unit") shouldBe "mag"
    byName("prob_qso").getAttribute("datatype") shouldBe "float"
    byName("status").getAttribute("arraysize") shouldBe s"${"BAD_POSITION".length}*"
    footers.head("table::len::status") shouldBe "BAD_POSITION".length.toString
    val stored = spark.read.parquet(dataset.resolve(files.last._1).toString).schema
    TableFolder.identity(stored).get shouldBe identity
    stored("ra").metadata.getString("ucd") shouldBe "pos.eq.ra;meta.main"
  }

  it should "have a VOTable in which votlint of STILTS finds no fault" in {
    val xml = footer(dataset.resolve(files.head._1))(
      _.getFileMetaData.getKeyValueMetaData.get("IVOA.VOTable-Parquet.content")
    )
    VotLint.faults(xml) shouldBe empty
  }

  it should "keep rows without a position beside, where this project's readers find them" in {
    val beside = spark.read.parquet(path.resolve("without_position").toString)
    beside.select("status").as[String].collect().toSeq shouldBe Seq.fill(3)("BAD_POSITION")
    val input = TableInput.sources(path.toString)
    val catalog = CatalogReader.read(spark, input)
    catalog.format shouldBe CatalogFormat.HATS
    catalog.rows.columns shouldBe schema.fieldNames
    catalog.rows.select("cntr").as[Long].collect().sorted.toSeq shouldBe (0L until 4003L)
  }

  it should "be the same when it is written again over what a killed run left" in {
    val killed = emptyOutput()
    val first = HatsCatalog.in(killed, identity)
    first.isComplete shouldBe false
    first.write(table(rows), 5000)
    Files.delete(Path.of(killed.given(), "_catalog/_SUCCESS"))
    Files.delete(Path.of(killed.given(), "hats.properties"))
    Files.writeString(Path.of(killed.given(), "_catalog/7-0.parquet"), "PAR1, cut off")
    val again = HatsCatalog.in(killed, identity)
    again.isComplete shouldBe false
    again.write(table(rows), maxRows)
    again.isComplete shouldBe true
    val names = Seq("partition_info.csv", "hats.properties")
    names.foreach { name =>
      def lines(folder: String) =
        Files.readAllLines(Path.of(folder, name)).asScala.filterNot(_.contains("estsize"))
      lines(killed.given()).filterNot(_.startsWith("obs_")) shouldBe
        lines(output.given()).filterNot(_.startsWith("obs_"))
    }
    def all(folder: String) =
      HatsCatalog.rows(spark, new org.apache.hadoop.fs.Path(folder)).collect().map(
        _.toString
      ).sorted
    all(killed.given()).toSeq shouldBe all(output.given()).toSeq
  }

  it should "be no catalog, but a table, where no row has a position" in {
    val nowhere = emptyOutput()
    val unplaced = rows.filter(_.isNullAt(schema.fieldIndex("_healpix_29")))
    HatsCatalog.in(nowhere, identity).write(table(unplaced), maxRows)
    nowhere.finish()
    val back = CatalogReader.read(spark, TableInput.sources(nowhere.path())).rows
    back.columns shouldBe schema.fieldNames
    back.count() shouldBe 3
    Files.exists(Path.of(nowhere.path(), "hats.properties")) shouldBe false
  }

  it should "be strictly valid to the package hats" in {
    def python(program: String): (Int, String) = {
      val process = new ProcessBuilder("python3", "-c", program, path.toString)
        .redirectErrorStream(true)
        .start()
      val said = new String(process.getInputStream.readAllBytes, UTF_8)
      (process.waitFor(), said)
    }
    val here = scala.util.Try(python("import hats.io.validation")._1).getOrElse(-1)
    assume(here == 0, "python3 with hats is not on this machine")
    val (exit, said) = python(
      "import sys; from hats.io.validation import is_valid_catalog as valid;" +
        "sys.exit(0 if valid(sys.argv[1], strict=True) else 1)"
    )
    withClue(said)(exit shouldBe 0)
  }
}
