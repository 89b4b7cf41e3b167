package allsky.spark.catalog

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.columns.TableInput
import allsky.spark.sql.RunTables
import java.nio.file.{Files, Path, Paths}

import scala.collection.JavaConverters._
import scala.sys.process._

import org.scalatest.concurrent.TimeLimits
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

/** Folders of tables with links that lead round, and inputs that are no files. */
class LinkedFoldersSpec extends AnyFlatSpec with Matchers with TimeLimits {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private def folder(): Path = Files.createTempDirectory("allsky-links").toRealPath()

  /** Adds two links to the top of a folder, which Spark itself would follow for ever. */
  private def linked(top: Path, below: Path): Path = {
    for (name <- Seq("up", "again")) Files.createSymbolicLink(below.resolve(name), top)
    top
  }

  private def read(path: Path): Catalog =
    failAfter(60.seconds)(CatalogReader.read(spark, TableInput.sources(s"$path")))

  private lazy val parquet = {
    val top = folder()
    Seq((1, 10.0), (2, 20.0)).toDF("tile", "ra").write.partitionBy("tile").parquet(s"$top/t")
    linked(top.resolve("t"), top.resolve("t/tile=1"))
  }

  "A Parquet folder with links to itself" should "give each row once, with its partition" in {
    read(parquet).rows.select("tile", "ra").as[(Int, Double)].collect().sorted shouldBe
      Array((1, 10.0), (2, 20.0))
  }

  it should "say which links are not followed" in {
    read(parquet).told.asScala.toSet shouldBe Set("up", "again").map(name =>
      s"file:$parquet/tile=1/$name is a link to a parent folder; it is not followed"
    )
  }

  it should "give each row once as a HATS catalog" in {
    val top = folder()
    val cell = s"$top/dataset/Norder=0/Dir=0/Npix=4.parquet"
    Seq((1, 10.0)).toDF("id", "ra").coalesce(1).write.parquet(cell)
    linked(top, top.resolve("dataset/Norder=0/Dir=0"))
    read(top).rows.select("id").as[Int].collect() shouldBe Array(1)
  }

  "A CSV folder with links to itself" should "give each row once" in {
    val top = folder()
    Files.createDirectory(top.resolve("a"))
    Files.writeString(top.resolve("a/1.csv"), "ra,dec\n1,2\n")
    read(linked(top, top.resolve("a"))).rows.count() shouldBe 1
  }

  "A run with links to itself" should "be listed" in {
    val top = folder()
    Files.createDirectories(top.resolve("tiles/_tiles/tiles.parquet"))
    linked(top, top.resolve("tiles/_tiles/tiles.parquet"))
    failAfter(60.seconds) {
      an[UserError] should be thrownBy
        RunTables.in(s"$top", spark.sparkContext.hadoopConfiguration)
    }
  }

  for (
    (what, make) <- Seq[(String, Path => Path)](
      "named pipe" -> { path => Seq("mkfifo", s"$path").!; path },
      "device" -> (path => Files.createSymbolicLink(path, Paths.get("/dev/zero")))
    )
  )
    s"A $what" should "be refused in one line" in {
      val path = make(folder().resolve("x.fits"))
      failAfter(60.seconds) {
        the[UserError].thrownBy(read(path)) should have message
          s"Cannot read --sources $path: it is a named pipe, a socket or a device; write its" +
          " content into a file first."
      }
    }
}
