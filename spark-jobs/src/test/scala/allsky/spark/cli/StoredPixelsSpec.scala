package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.table.cutout.{CutoutTable, TensorFormat}
import allsky.spark.tiles.AtlasFolder
import allsky.survey.Band
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import com.google.gson.JsonParser
import org.apache.hadoop.conf.Configuration
import org.apache.parquet.column.impl.ColumnReadStoreImpl
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter
import org.apache.parquet.hadoop.ParquetFileReader
import org.apache.parquet.hadoop.util.HadoopInputFile
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Stored pixels as others read them, who do not know this code. */
class StoredPixelsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private lazy val tiles = new AtlasFolder().addTile("0000p000_ac51", 0.0, 0.0)

  /** Sources in the middle, over the edge, where pixels are missing, and without a tile. */
  private lazy val folder: Path = {
    val run = Files.createTempDirectory("stored-pixels")
    val lines = Seq("ra,dec", "0.001,0.002", "0.003,-0.004", "0.0345,0.001", "100.0,45.0")
    val sources = Files.write(run.resolve("sources.csv"), lines.asJava)
    val words = Seq("--sources", s"$sources", "--tiles", s"${tiles.path}")
    val outcome =
      CommandLine.allsky(("stack-cutouts" +: words) ++ Seq("--output", s"$run/run/cutouts"): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome.out should include("4 sources: 3 OK, 1 NO_TILE")
    run
  }

  /** The bytes of each source's pixels, as Spark reads them. */
  private def bySpark: Map[Long, Seq[Byte]] =
    spark.read
      .parquet(s"$folder/run/cutouts")
      .filter("status = 'OK'")
      .collect()
      .map(row => row.getAs[Long]("row") -> TensorFormat.bytes(CutoutTable.pixels(row)).toSeq)
      .toMap

  private lazy val snippet: Seq[String] = {
    val page = Files.readString(Path.of(sys.props("allsky.home"), "docs/data-model.md"))
    val block = page.split("### Read cutouts in Python")(1).split("```python\n")(1).split("```")(0)
    block.linesIterator.filterNot(_.trim.isEmpty).toSeq
  }

  private def python(folder: Path, program: Seq[String]): (Int, String) = {
    val script = Files.write(folder.resolve("snippet.py"), program.asJava)
    val process = new ProcessBuilder("python3", s"$script")
      .directory(folder.toFile)
      .redirectErrorStream(true)
      .start()
    val said = new String(process.getInputStream.readAllBytes, UTF_8)
    (process.waitFor(), said)
  }

  "The five lines of the manual" should "read in Python the bits that Spark reads" in {
    snippet should have size 5
    val modules = Seq("import numpy, pyarrow, pyarrow.dataset")
    val here = scala.util.Try(python(Files.createTempDirectory("python"), modules)._1).getOrElse(-1)
    assume(here == 0, "python3 with numpy and pyarrow is not on this machine")
    val after = Seq(
      "assert pixels.dtype == np.float32 and pixels.shape == (3, 3, 43, 43)",
      "for row, cutout in zip(table['row'].to_pylist(), pixels): cutout.tofile(f'{row}.bin')"
    )
    val (exit, said) = python(folder, snippet ++ after)
    withClue(said)(exit shouldBe 0)
    val expected = bySpark
    expected.keySet shouldBe Set(1L, 2L, 3L)
    for ((row, bytes) <- expected)
      Files.readAllBytes(folder.resolve(s"$row.bin")).toSeq shouldBe bytes
  }

  "The footer" should "say what the bytes are" in {
    val footer = eachFile(_.getFooter.getFileMetaData.getKeyValueMetaData).head
    val schema =
      JsonParser.parseString(
        footer.get("org.apache.spark.sql.parquet.row.metadata")
      ).getAsJsonObject
    val fields = schema.getAsJsonArray("fields").asScala.map(_.getAsJsonObject)
    val pixels = fields.find(_.get("name").getAsString == "pixels").get
    pixels.get("type").getAsString shouldBe "binary"
    val tensor = pixels.getAsJsonObject("metadata").getAsJsonObject("tensor")
    tensor.get("dtype").getAsString shouldBe "<f4"
    tensor.get("shape").toString shouldBe "[3,43,43]"
    tensor.get("dims").toString shouldBe """["band","y","x"]"""
    tensor.get("bands").toString shouldBe """["W1","W2","W3"]"""
    tensor.get("simulated").getAsBoolean shouldBe false
  }

  "The column's own bytes" should "be the image's pixels, little end first" in {
    val stored = eachFile(values).flatten.toMap
    stored.keySet shouldBe Set(1L, 2L, 3L)
    val backgrounds = spark.read.parquet(s"$folder/run/cutouts").filter("row = 1").collect().head
    val bytes = stored(1L)
    bytes should have length 3 * 43 * 43 * 4
    // The reference pixel, at 0 0, is between pixels 99 and 100: 0.001 0.002 is in pixel 97, 105.
    for {
      (band, place) <- Seq(Band.W1, Band.W2, Band.W3).zipWithIndex
      level = backgrounds.getAs[Float](CutoutTable.background(band))
      image = tiles.pixels(200, band)
      (y, x) <- Seq((0, 0), (0, 42), (21, 21), (42, 7))
    } {
      val at = 4 * (place * 43 * 43 + y * 43 + x)
      val bits = (0 until 4).map(i => (bytes(at + i) & 0xff) << (8 * i)).sum
      java.lang.Float.intBitsToFloat(bits) shouldBe image(105 - 21 + y)(97 - 21 + x) - level
    }
  }

  /** The pixels of a file by row, straight from its column chunks. */
  private def values(file: ParquetFileReader): Map[Long, Array[Byte]] = {
    val schema = file.getFooter.getFileMetaData.getSchema
    val groups = Iterator.continually(file.readNextRowGroup()).takeWhile(_ != null)
    groups.flatMap { group =>
      def column(name: String) = new ColumnReadStoreImpl(
        group,
        new GroupRecordConverter(schema).getRootConverter,
        schema,
        file.getFooter.getFileMetaData.getCreatedBy
      ).getColumnReader(schema.getColumnDescription(Array(name)))
      val (rows, pixels) = (column("row"), column("pixels"))
      (0L until group.getRowCount).flatMap { _ =>
        val row = rows.getLong
        val bytes =
          if (pixels.getCurrentDefinitionLevel == 1) Some(pixels.getBinary.getBytes) else None
        rows.consume()
        pixels.consume()
        bytes.map(row -> _)
      }
    }.toMap
  }

  private def eachFile[T](read: ParquetFileReader => T): Seq[T] =
    Path.of(s"$folder/run/cutouts").toFile.listFiles.toSeq
      .filter(_.getName.endsWith(".parquet"))
      .map { file =>
        val path = new org.apache.hadoop.fs.Path(file.toURI)
        val reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))
        try read(reader)
        finally reader.close()
      }
}
