package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What crossmatch counts and notes. */
class CrossmatchSummarySpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private def notesOf(left: String, right: String, options: String*): Seq[String] = {
    val output = newFolder()
    val job = Seq("--sources", left, "--spectra", right, "--output", output.toString)
    val result = run(job ++ options: _*)
    withClue(result.err) { result.exitCode shouldBe 0 }
    val notes = result.out.linesIterator.filter(_.startsWith("note: ")).map(_.drop(6)).toSeq
    val summary = Files.readString(output.resolve("_summary.json"))
    notes.foreach(note => summary should include(note))
    notes
  }

  private val likeRadians = "positions look like radians; they were read as degrees"
  private val likeHours = "right ascensions look like hours; they were read as degrees"

  "crossmatch" should "note positions that look like radians or hours" in {
    val proper = Seq.tabulate(50)(i => (7.3 * i, 3.3 * i - 80))
    def catalog(name: String)(position: (Double, Double) => (Double, Double)) =
      file(
        name,
        "id,ra,dec" +: proper.zipWithIndex.map { case ((ra, dec), i) =>
          val (x, y) = position(ra, dec)
          s"$i,$x,$y"
        }: _*
      )
    val hours = catalog("hours.csv")((ra, dec) => (ra / 15, dec))
    val radians =
      catalog("radians.csv")((ra, dec) => (math.toRadians(ra), math.toRadians(dec)))
    notesOf(hours, radians) shouldBe Seq(s"--sources: $likeHours", s"--spectra: $likeRadians")
  }

  it should "note rows whose positional error is not known" in {
    val known = file("known.csv", "id,ra,dec,sigra,sigdec", "1,10,0,0.1,0.1", "2,20,0,0.1,0.1")
    val unknown = file(
      "unknown.csv",
      "objid,ra,dec,raErr,decErr",
      s"1,10,${0.2 * arcsec},0.1,0.1",
      s"2,10,${1.9 * arcsec},-999,-999",
      "3,20,0,,",
      "4,30,0,0.1,-1",
      "5,,0,-1,-1"
    )
    notesOf(known, unknown, "--max-sigmas", "5", "--radius-arcsec", "3") should contain(
      "--spectra: the positional error of 3 rows is not known; it counts as 0"
    )
  }

  private def job(sources: String, partners: String, join: String): Outcome = {
    val words = Seq("--sources", sources, "--spectra", partners, "--output", s"${newFolder()}")
    val result = run(words ++ Seq("--join", join): _*)
    withClue(result.err) { result.exitCode shouldBe 0 }
    result
  }

  for (
    (keys, ids, join) <- Seq(
      ("are masked", Seq("", "8", ""), "inner"),
      ("repeat", Seq("5.8E+18", "5.8E+18", "5.8E+18"), "anti")
    )
  )
    it should s"count rows without a match by rows where keys $keys" in {
      val sources = file("three.csv", "id,ra,dec", ",10,10", "5,20,10", "5,30,10", "6,80,10")
      val partners = file(
        "partners.csv",
        "specobjid,ra,dec" +: ids.zipWithIndex.map { case (id, i) => s"$id,${10 * (i + 1)},10" }: _*
      )
      job(sources, partners, join).out should include regex "unmatched +1 sources, 0 spectra"
    }

  it should "note nothing where nothing is to be checked" in {
    notesOf(sources, spectra) shouldBe empty
  }

  it should "say why chance alignments were not measured" in {
    notesOf(sources, spectra, "--largest-index", "3") shouldBe
      Seq("chance alignments were not measured: both catalogs have more rows than --largest-index")
  }

  for ((rows, join, unmatched) <- Seq((2, "left", 39), (0, "anti", 40)))
    it should s"count the sources without one of $rows partners, --join $join" in {
      def catalog(name: String, rows: Seq[(Long, Double, Double)]): String = {
        val path = folder.resolve(s"$name-$join").toString
        rows.toDF("cntr", "ra", "dec").repartition(4).write.parquet(path)
        path
      }
      val sources = catalog("forty", (1L to 40L).map(i => (i, 0.25 * i, 10.0)))
      val partners =
        catalog("partners", Seq((1L, 10.0, 10.0), (2L, 20.0, 20.0)).take(rows))
      val said = job(sources, partners, join).out
      said should include regex "sources +40\n"
      said should include regex s"unmatched +$unmatched sources"
    }

  it should "describe its inputs and stop" in {
    val result = run("--describe", "--sources", sources, "--spectra", spectra)
    result.exitCode shouldBe 0
    result.out should include(s"--sources $sources: CSV, 5 rows, 5 columns")
    result.out should include("ra is ra, dec is dec, key is designation; 4 valid positions")
    result.out should include("ra is plug_ra, dec is plug_dec, key is specObjID, class is class")
  }
}
