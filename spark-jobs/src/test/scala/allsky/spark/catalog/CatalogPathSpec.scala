package allsky.spark.catalog

import allsky.spark.LocalSpark
import allsky.spark.catalog.files.CatalogFormat
import allsky.spark.columns.TableInput
import org.apache.spark.sql.functions.lit
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class CatalogPathSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val sky = Seq((1L, 10.0, 1.0)).toDF("cntr", "ra", "dec")

  private val oddNames =
    Table("name", "cat[12]", "star*", "a?b", "cat{a,b}", "my cat [v2]", "a\\[b")

  "A path with [ ] { } * ? or a backslash" should "be the one file of this name" in {
    forAll(oddNames) { name =>
      val path = folder()
      Seq("cat1", "star1", "a1b", "cata").foreach(other =>
        parquet(path.resolve(other + ".parquet"), sky.withColumn("cntr", lit(99L)))
      )
      val input = parquet(path.resolve(name + ".parquet"), sky)
      read(input).rows.select("cntr").as[Long].collect() shouldBe Array(1L)
    }
  }

  it should "be the one folder of this name, with its name=value folders" in {
    forAll(oddNames) { name =>
      val path = folder().resolve(name)
      Seq("00[1]", "002").foreach(text => parquet(path.resolve(s"x=$text/p.parquet"), sky))
      val rows = read(TableInput.sources(path.toString)).rows
      rows.select("x").as[String].collect().toSet shouldBe Set("00[1]", "002")
    }
  }

  it should "be the one HATS catalog of this name" in {
    forAll(oddNames) { name =>
      val path = folder().resolve(name)
      parquet(path.resolve("dataset/Norder=0/Dir=0/Npix=4/part[0].parquet"), sky)
      parquet(path.resolve("dataset/Norder=1/Dir=0/Npix=20.parquet"), sky)
      val catalog = read(TableInput.sources(path.toString))
      catalog.format shouldBe CatalogFormat.HATS
      catalog.rows.count() shouldBe 2
    }
  }

  it should "be refused where there is no such name, though the pattern would match" in {
    val path = folder()
    parquet(path.resolve("cat1.parquet"), sky)
    message(TableInput.sources(path.resolve("cat*.parquet").toString)) should endWith(
      "there is no such file or folder; patterns are not supported, name a folder."
    )
  }
}
