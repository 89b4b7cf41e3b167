package allsky.spark.catalog

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.catalog.parquet.ParquetFooter
import allsky.spark.columns.TableInput
import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.nio.ByteBuffer
import java.nio.ByteOrder.LITTLE_ENDIAN
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{Path => HadoopPath}
import org.apache.parquet.column.{Encoding, EncodingStats}
import org.apache.parquet.column.statistics.Statistics
import org.apache.parquet.example.data.simple.SimpleGroupFactory
import org.apache.parquet.format.{LogicalType, UUIDType, Util}
import org.apache.parquet.hadoop.example.ExampleParquetWriter
import org.apache.parquet.hadoop.metadata.{BlockMetaData, ColumnChunkMetaData, ColumnPath}
import org.apache.parquet.hadoop.metadata.{CompressionCodecName, FileMetaData, ParquetMetadata}
import org.apache.parquet.io.api.Binary
import org.apache.parquet.schema.MessageTypeParser
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Parquet as other writers make it: with types, codecs and encodings that Spark does not know. */
class ForeignParquetSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  private val folder = Files.createTempDirectory("allsky-parquet")

  /** One row, zero in each column besides a key of 1; the file is made by Parquet itself. */
  private def file(name: String, columns: String, split: Boolean = false): Path = {
    val path = folder.resolve(name)
    Files.createDirectories(path.getParent)
    val schema = MessageTypeParser.parseMessageType(s"message m { required int64 id; $columns }")
    val writer = ExampleParquetWriter
      .builder(new HadoopPath(path.toUri))
      .withType(schema)
      .withDictionaryEncoding(false)
      .withByteStreamSplitEncoding(split)
      .build()
    try {
      val row = new SimpleGroupFactory(schema).newGroup()
      row.add("id", 1L)
      schema.getFields.asScala.drop(1).filter(_.isPrimitive).foreach { field =>
        field.asPrimitiveType.getPrimitiveTypeName.name match {
          case "INT64"  => row.add(field.getName, 0L)
          case "INT32"  => row.add(field.getName, 0)
          case "DOUBLE" => row.add(field.getName, 0.0)
          case "FIXED_LEN_BYTE_ARRAY" =>
            val length = field.asPrimitiveType.getTypeLength
            row.add(field.getName, Binary.fromConstantByteArray(new Array[Byte](length)))
          case _ =>
        }
      }
      writer.write(row)
    } finally writer.close()
    path
  }

  private def read(path: Path) = CatalogReader.read(spark, TableInput.sources(path.toString))

  private def message(path: Path) = the[UserError].thrownBy(read(path)).getMessage

  private val position = "required double ra; required double dec;"

  "A column of nanoseconds" should "be left out, and the others be read" in {
    val rows = read(file("a.parquet", s"$position required int64 t (TIMESTAMP(NANOS,true));")).rows
    rows.columns shouldBe Array("id", "ra", "dec")
    rows.select("id").head.getLong(0) shouldBe 1
  }

  it should "be named in a note" in {
    read(file("b.parquet", s"$position required int64 t (TIMESTAMP(NANOS,false));")).notes.asScala
      .shouldBe(Seq("columns skipped, because Spark has no such type: t (TIMESTAMP(NANOS,false))"))
  }

  it should "be left out where it is a part of a nested column" in {
    val nested = s"$position optional group g { optional int64 t (TIMESTAMP(NANOS,true)); }"
    read(file("c.parquet", nested)).notes.asScala shouldBe
      Seq("columns skipped, because Spark has no such type: g (nested)")
  }

  it should "be left out where only one file of a folder has it" in {
    file("d/1.parquet", position)
    file("d/2.parquet", s"$position required int64 t (TIMESTAMP(NANOS,true));")
    read(folder.resolve("d")).rows.columns shouldBe Array("id", "ra", "dec")
  }

  "A time of day" should "be left out with a note" in {
    val columns = s"$position required int32 at (TIME(MILLIS,true));"
    read(file("e.parquet", columns)).notes.asScala shouldBe
      Seq("columns skipped, because Spark has no such type: at (TIME(MILLIS,true))")
  }

  /** Gives a column the logical type of number 15 in the footer's union: a half float. */
  private def withLaterType(path: Path, column: String): Path = {
    val bytes = Files.readAllBytes(path)
    val length = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).getInt(bytes.length - 8)
    val (data, end) = bytes.splitAt(bytes.length - 8 - length)
    val metadata = Util.readFileMetaData(new ByteArrayInputStream(end))
    metadata.getSchema.asScala
      .filter(_.getName == column)
      .foreach(_.setLogicalType(LogicalType.UUID(new UUIDType())))
    val footer = new ByteArrayOutputStream()
    Util.writeFileMetaData(metadata, footer)
    // A UUID has the number 14, the upper half of the first of these three bytes.
    val later = footer.toByteArray
    val place = later.indexOfSlice(Seq(0xec.toByte, 0.toByte, 0.toByte))
    later(place) = 0xfc.toByte
    // Whichever spec uses Hadoop first decides whether its file system writes checksums.
    Files.deleteIfExists(path.resolveSibling("." + path.getFileName + ".crc"))
    val size = ByteBuffer.allocate(4).order(LITTLE_ENDIAN).putInt(later.length).array()
    Files.write(path, data ++ later ++ size ++ "PAR1".getBytes)
  }

  private val half = s"$position required fixed_len_byte_array(2) h;"

  private def halfFloat(name: String): Path = withLaterType(file(name, half), "h")

  private val leftOut = "columns skipped, because Spark has no such type: h (FLOAT16)"

  "A column of half floats" should "be left out, and the others be read" in {
    read(halfFloat("h.parquet")).rows.collect().map(_.toSeq) shouldBe Array(Seq(1L, 0.0, 0.0))
  }

  it should "be named in a note" in {
    read(halfFloat("i.parquet")).notes.asScala shouldBe Seq(leftOut)
  }

  it should "be left out where only one file of a folder has it" in {
    file("j/1.parquet", position)
    halfFloat("j/2.parquet")
    read(folder.resolve("j")).rows.columns shouldBe Array("id", "ra", "dec")
  }

  it should "not hide the rows of its file in a folder" in {
    file("k/1.parquet", position)
    halfFloat("k/2.parquet")
    read(folder.resolve("k")).rows.count() shouldBe 2
  }

  it should "leave the columns of the folders' names" in {
    halfFloat("l [1]/tile=00012/1.parquet")
    halfFloat("l [1]/tile=7/1.parquet")
    read(folder.resolve("l [1]")).rows.select("tile").collect().map(_.getString(0)).toSet shouldBe
      Set("00012", "7")
  }

  it should "be left out of files that are read one by one beside a link" in {
    halfFloat("m/tile=a/1.parquet")
    Files.createSymbolicLink(folder.resolve("m/tile=a/up"), folder.resolve("m"))
    read(folder.resolve("m")).rows.columns shouldBe Array("id", "ra", "dec", "tile")
  }

  it should "be left out of a HATS catalog" in {
    halfFloat("n/dataset/Norder=0/Dir=0/Npix=3.parquet")
    read(folder.resolve("n")).rows.columns shouldBe Array("id", "ra", "dec")
  }

  it should "be left out where it is a part of a nested column" in {
    val nested =
      s"$position optional group g { optional fixed_len_byte_array(2) h; } required double z;"
    read(withLaterType(file("o.parquet", nested), "h")).notes.asScala shouldBe
      Seq("columns skipped, because Spark has no such type: g (nested)")
  }

  it should "be left out of the metadata of a folder too" in {
    halfFloat("p/1.parquet")
    Files.copy(folder.resolve("p/1.parquet"), folder.resolve("p/_metadata"))
    read(folder.resolve("p")).rows.columns shouldBe Array("id", "ra", "dec")
  }

  "A column of a type that Parquet may get later" should "be left out" in {
    val columns = s"$position required fixed_len_byte_array(4) g;"
    read(withLaterType(file("r.parquet", columns), "g")).notes.asScala shouldBe
      Seq("columns skipped, because Spark has no such type: g (a newer Parquet type)")
  }

  "Columns of the same name" should "be refused in words that are true" in {
    message(file("f.parquet", s"$position required double RA;")) should endWith(
      "the columns ra and RA differ only in case; rename one of them."
    )
  }

  "An encoding that Spark does not decode" should "be refused with its column and its file" in {
    message(file("g.parquet", position, split = true)) should endWith(
      "g.parquet: its column ra has the encoding BYTE_STREAM_SPLIT, which Spark does not read;" +
        " write the file again without it."
    )
  }

  "A codec that is not installed" should "be refused with a codec to use instead" in {
    val schema = MessageTypeParser.parseMessageType("message m { required double ra; }")
    val chunk = ColumnChunkMetaData.get(
      ColumnPath.get("ra"),
      schema.getFields.get(0).asPrimitiveType,
      CompressionCodecName.BROTLI,
      new EncodingStats.Builder().build(),
      Set(Encoding.PLAIN).asJava,
      Statistics.getBuilderForReading(schema.getFields.get(0).asPrimitiveType).build(),
      0,
      0,
      1,
      8,
      8
    )
    val block = new BlockMetaData()
    block.addColumn(chunk)
    val metadata =
      new ParquetMetadata(
        new FileMetaData(schema, Map.empty[String, String].asJava, ""),
        Seq(block).asJava
      )
    new ParquetFooter("a.parquet", metadata, Map.empty[String, String].asJava)
      .undecodable(new Configuration()).get shouldBe
      "its column ra is compressed with BROTLI, for which this Spark has no codec; write the file" +
      " again with snappy, gzip or zstd."
  }
}
