package allsky.spark.cli

import java.nio.file.{Files, Path, Paths}

import allsky.spark.LocalSpark

import scala.util.Random

import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The further catalogs of crossmatch --with, against the same matches one after the other. */
class CrossmatchWithSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session

  private val random = new Random(12)
  private val places = Seq.fill(300)((50 + random.nextDouble() * 0.05, random.nextDouble() * 0.05))

  /** Places near every one of some others; some share a position. */
  private def catalog(name: String, columns: String, scatter: Double, keep: Double): String =
    file(
      name,
      columns +: places.filter(_ => random.nextDouble() < keep).zipWithIndex.map {
        case ((ra, dec), i) =>
          def shift() = scatter * (random.nextDouble() - 0.5) * arcsec
          s"$name$i,${ra + shift()},${dec + shift()},${random.nextInt(20)},0.5"
      }: _*
    )

  private lazy val stars = catalog("stars.csv", "id,ra,dec,mag,err", 0, 1)
  private lazy val near = catalog("near.csv", "id,ra,dec,mag,err", 4, 0.7)
  private lazy val far = catalog("far.csv", "name,RAJ2000,DEJ2000,kmag,sigma", 6, 0.8)

  private def matched(args: String*): (String, Outcome) = {
    val output = newFolder().toString
    val result = run(args ++ Seq("--output", output): _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    output -> result
  }

  private def rows(output: String): DataFrame = spark.read.parquet(output)

  "Further catalogs" should "give the rows of one match after the other" in {
    val first = Seq("--match", "all", "--join", "outer", "--columns", "mag")
    val options = Seq("--sources", stars, "--spectra", near) ++ first
    val (together, result) = matched(
      options ++ Seq(
        "--with",
        s"path=$far,radius=4,prefix=far_,columns=kmag;sigma,key=name,where=kmag > 3"
      ) ++ Seq("--with", s"path=$near,radius=3,prefix=n_,match=nearest:2"): _*
    )
    val common = Seq("--join", "left", "--key-column", "id", "--spectra-class-column", "none")
    val (one, _) = matched(options: _*)
    val (two, _) = matched(
      common ++ Seq("--sources", one, "--spectra", far, "--radius-arcsec", "4") ++
        Seq("--match-prefix", "far_", "--spectra-columns", "kmag,sigma") ++
        Seq("--spectra-key-column", "name", "--spectra-where", "kmag > 3"): _*
    )
    val (three, _) = matched(
      common ++ Seq("--sources", two, "--spectra", near, "--radius-arcsec", "3") ++
        Seq("--match-prefix", "n_", "--match", "nearest:2"): _*
    )
    def columns(output: String) = rows(output).schema.map(field => field.name -> field.dataType)
    columns(together) shouldBe columns(three)
    rows(together).columns should contain allOf ("far_kmag", "n_mag", "match_mag", "mag")
    val found = rows(together).collect()
    found should contain theSameElementsAs rows(three).collect()
    found.length should be > 200
    found.count(!_.isNullAt(found.head.fieldIndex("far_kmag"))) should be > 100
    result.out.linesIterator.count(_.startsWith("matches")) shouldBe 3
    Files.list(Paths.get(together)).toArray.map(_.asInstanceOf[Path].getFileName.toString)
      .filterNot(_.startsWith("part-")).toSet should
      (contain allOf ("_summary.json", "_summary_0.json", "_summary_1.json") and
        not contain "with_0" and not contain "with_1")
  }

  for (
    (value, message) <- Seq(
      "path=a" -> "expected path=FILE and prefix=TEXT",
      "path=a,prefix=b,color=c" -> "but was color=c",
      "path=a,prefix=b,prefix=c" -> "expected one value of prefix",
      "path=a,prefix=b,radius=" -> "expected one value of radius",
      "path=a,prefix=b,radius=-1" -> "Invalid --radius-arcsec (0 to 648000): -1.0",
      "path=a,prefix=b,radius=x" -> "Invalid --with path=a,prefix=b,radius=x: Invalid value",
      "path=a,prefix=b,error=e" -> "Invalid --spectra-ra-error-column (only with --max-sigmas): e"
    )
  )
    s"The further catalog $value" should "be refused" in {
      run("--sources", stars, "--spectra", near, "--output", "x", "--with", value).err should
        include(message)
    }

  "Groups" should "have no further catalogs" in {
    run(
      Seq("--sources", stars, "--spectra", stars, "--output", "x", "--exclude-self", "--groups") ++
        Seq("--with", "path=a,prefix=b"): _*
    ).err should include("Invalid --with (not with --groups")
  }
}
