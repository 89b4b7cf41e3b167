package allsky.spark.catalog

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import java.io.OutputStream
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.zip.GZIPOutputStream

import org.apache.hadoop.io.compress.BZip2Codec
import org.apache.spark.sql.DataFrame
import org.scalatest.matchers.should.Matchers

/** Small files in the forms of the archives, and what reading them gives. */
trait CatalogFixture extends Matchers {

  protected def folder(): Path = Files.createTempDirectory("allsky-catalog")

  protected def file(name: String, lines: String*): TableInput =
    TableInput.sources(write(folder().resolve(name), lines: _*).toString)

  /** Writes lines, packed as the name says. */
  protected def write(path: Path, lines: String*): Path = {
    Files.createDirectories(path.getParent)
    val stream = packed(path)
    try stream.write(lines.map(_ + "\n").mkString.getBytes(UTF_8))
    finally stream.close()
    path
  }

  private def packed(path: Path): OutputStream = {
    val stream = Files.newOutputStream(path)
    if (path.toString.endsWith(".gz")) new GZIPOutputStream(stream)
    else if (path.toString.endsWith(".bz2")) {
      val codec = new BZip2Codec()
      codec.setConf(LocalSpark.session.sparkContext.hadoopConfiguration)
      codec.createOutputStream(stream)
    } else stream
  }

  /** Writes rows as one Parquet file with this path. */
  protected def parquet(path: Path, rows: DataFrame): TableInput = {
    val written = folder().resolve("written")
    rows.coalesce(1).write.parquet(written.toString)
    Files.createDirectories(path.getParent)
    val part = Files.list(written).filter(_.toString.endsWith(".parquet")).findFirst().get()
    Files.copy(part, path)
    TableInput.sources(path.toString)
  }

  protected def read(input: TableInput): Catalog = CatalogReader.read(LocalSpark.session, input)

  protected def message(input: TableInput): String =
    the[UserError]
      .thrownBy(
        CatalogReader.sources(LocalSpark.session, input, ColumnChoice.BY_KNOWN_NAMES)
      )
      .getMessage

  /** The malformed lines with their reasons, in the order of the file. */
  protected def malformed(catalog: Catalog): Seq[(String, String)] =
    catalog.malformed.get.collect().map(row => (row.getString(0), row.getString(1))).toSeq
}
