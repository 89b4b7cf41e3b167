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

  "crossmatch" should "note positions that look like radians or hours, however they are matched" in {
    val proper = Seq.tabulate(50)(i => (7.3 * i, 3.3 * i - 80))
    def catalog(name: String, ra: Double => Double, dec: Double => Double) =
      file(
        name,
        "id,ra,dec" +: proper.zipWithIndex.map { case ((a, d), i) =>
          s"$i,${ra(a)},${dec(d)}"
        }: _*
      )
    val degrees = catalog("degrees.csv", identity, identity)
    val radians = catalog("radians.csv", math.toRadians, math.toRadians)
    val hours = catalog("hours.csv", _ / 15, identity)
    val northern = catalog("northern.csv", _ / 30, _ / 4)
    val likeRadians = "positions look like radians; they were read as degrees"
    val likeHours = "right ascensions look like hours; they were read as degrees"
    notesOf(degrees, degrees) shouldBe empty
    notesOf(northern, degrees) shouldBe empty
    notesOf(radians, degrees) shouldBe Seq(s"--sources: $likeRadians")
    notesOf(degrees, radians) shouldBe Seq(s"--spectra: $likeRadians")
    notesOf(hours, radians) shouldBe Seq(s"--sources: $likeHours", s"--spectra: $likeRadians")
    notesOf(degrees, hours, "--join", "anti") shouldBe Seq(s"--spectra: $likeHours")
    notesOf(hours, radians, "--largest-index", "0") should
      contain allOf (s"--sources: $likeHours", s"--spectra: $likeRadians")
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
    val note = "the positional error of 3 rows is not known; it counts as 0"
    for (index <- Seq("1000", "0")) {
      val options = Seq("--max-sigmas", "5", "--radius-arcsec", "3", "--largest-index", index)
      notesOf(known, unknown, options: _*) should contain(s"--spectra: $note")
      notesOf(unknown, known, options: _*) should contain(s"--sources: $note")
    }
  }

  it should "count rows without a match by rows where keys are masked or repeat" in {
    def spectra(name: String, ids: String*) = file(
      name,
      "specobjid,ra,dec" +: ids.zipWithIndex.map { case (id, i) => s"$id,${10 * (i + 1)},10" }: _*
    )
    val sources = file("three.csv", "id,ra,dec", ",10,10", "5,20,10", "5,30,10", "6,80,10")
    val masked = spectra("masked.csv", "", "8", "")
    val rounded = spectra("rounded.csv", "5.8E+18", "5.8E+18", "5.8E+18")
    for (partners <- Seq(masked, rounded); join <- Seq("inner", "anti")) {
      val job = Seq("--sources", sources, "--spectra", partners, "--output", newFolder().toString)
      val result = run(job ++ Seq("--join", join): _*)
      withClue(result.err) { result.exitCode shouldBe 0 }
      result.out should include regex "unmatched +1 sources, 0 spectra"
    }
  }

  it should "say where chance alignments were not measured, and why" in {
    def notes(options: String*) = notesOf(sources, spectra, options: _*)
    notes() shouldBe empty
    notes("--largest-index", "3") shouldBe
      Seq("chance alignments were not measured: both catalogs have more rows than --largest-index")
    notes("--radius-arcsec", "61") shouldBe
      Seq("chance alignments were not measured: the radius is above 60 arcsec")
    notes("--largest-index", "3", "--join", "anti") shouldBe empty
  }

  it should "count every source once, whichever are kept and whatever they are matched with" in {
    def catalog(name: String, rows: Seq[(Long, Double, Double)]): String = {
      val path = folder.resolve(name).toString
      rows.toDF("cntr", "ra", "dec").repartition(4).write.parquet(path)
      path
    }
    val sources = catalog("forty", (1L to 40L).map(i => (i, 0.25 * i, 10.0)))
    val two = catalog("two", Seq((1L, 10.0, 10.0), (2L, 20.0, 20.0)))
    val none = catalog("none", Seq.empty)
    for {
      partners <- Seq(two, none)
      join <- Seq("inner", "left", "anti")
    } withClue(s"$join $partners: ") {
      val job = Seq("--sources", sources, "--spectra", partners, "--output", newFolder().toString)
      val result = run(job ++ Seq("--join", join): _*)
      result.out should include regex "sources +40\n"
      result.out should include regex
        s"unmatched +${if (partners == two) 39 else 40} sources"
    }
  }

  it should "describe its inputs and stop" in {
    val result = run("--describe", "--sources", sources, "--spectra", spectra)
    result.exitCode shouldBe 0
    result.out should include(s"--sources $sources: CSV, 5 rows, 5 columns")
    result.out should include("ra is ra, dec is dec, key is designation; 4 valid positions")
    result.out should include("ra is plug_ra, dec is plug_dec, key is specObjID, class is class")
  }
}
