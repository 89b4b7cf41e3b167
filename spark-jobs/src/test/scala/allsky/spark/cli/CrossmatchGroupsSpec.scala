package allsky.spark.cli

import allsky.spark.LocalSpark

import org.apache.spark.sql.Row
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The option --groups of crossmatch. */
class CrossmatchGroupsSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session

  /** A chain of three, a pair at one position, and two alone; one row has no position. */
  private lazy val stars = file(
    "groups.csv",
    "name,ra,dec,group_id,class",
    s"c,10,${10 + 2 * arcsec},x,STAR",
    s"a,10,${10 + 1 * arcsec},x,STAR",
    "b,10,10,x,GALAXY",
    "e,20,20,y,STAR",
    "d,20,20,y,QSO",
    "f,30,30,z,STAR",
    "g,40,40,z,STAR",
    "h,,40,z,STAR"
  )

  private def options(more: String*) =
    Seq("--sources", stars, "--spectra", stars, "--radius-arcsec", "1.5") ++ more

  private def found(more: String*): (Seq[Row], Outcome) = {
    val output = newFolder().toString
    val result = run(options(Seq("--output", output, "--groups", "--exclude-self") ++ more: _*): _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    val rows = spark.read.parquet(output)
    rows.columns.toSeq shouldBe
      Seq("name", "ra", "dec", "source_group_id", "class", "group_id", "group_size", "_healpix_29")
    rows.select("name", "group_id", "group_size").collect().toSeq -> result
  }

  "Groups" should "be written with the smallest of their keys" in {
    val (rows, result) = found()
    rows should contain theSameElementsAs Seq(
      Row("a", "a", 3),
      Row("b", "a", 3),
      Row("c", "a", 3),
      Row("d", "d", 2),
      Row("e", "d", 2)
    )
    result.out should include(
      "groups                2  5 sources in groups of 2 or more, 3 in the " +
        "largest; 3 sources in none"
    )
    result.out should not include "matches"
  }

  it should "be written with the sources in no group" in {
    val (rows, _) = found("--join", "left")
    rows.filter(_.getInt(2) == 1) should contain theSameElementsAs
      Seq(Row("f", "f", 1), Row("g", "g", 1), Row("h", "h", 1))
    rows should have length 8
  }

  for (
    (more, message) <- Seq(
      Seq() -> "Invalid --groups (only with --exclude-self",
      Seq(
        "--exclude-self",
        "--join",
        "right"
      ) -> "Invalid --join right (inner or left with --groups)",
      Seq("--exclude-self", "--match", "mutual") -> "Invalid --match mutual (not with --groups",
      Seq("--exclude-self", "--exclude-ambiguous") ->
        "Invalid --exclude-ambiguous (not with --groups"
    )
  )
    s"The options --groups ${more.mkString(" ")}" should "be refused" in {
      run(options(Seq("--output", "x", "--groups") ++ more: _*): _*).err should include(message)
    }
}
