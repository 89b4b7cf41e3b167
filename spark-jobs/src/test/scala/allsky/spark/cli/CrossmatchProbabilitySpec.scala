package allsky.spark.cli

import allsky.spark.LocalSpark

import scala.util.Random

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The options of crossmatch that ask for probabilities. */
class CrossmatchProbabilitySpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session

  private val random = new Random(3)
  private val places = Seq.fill(300)((10 + random.nextDouble(), 0.3 + random.nextDouble()))

  /** The partners of the first 200 sources, and 100 others. */
  private lazy val left = file(
    "stars.csv",
    "id,ra,dec,err" +: places.take(250).zipWithIndex.map { case ((ra, dec), i) =>
      s"s$i,$ra,$dec,0.3"
    }: _*
  )
  private lazy val right = file(
    "partners.csv",
    "id,ra,dec,err,mag" +: places.zipWithIndex.map { case ((ra, dec), i) =>
      val shift = if (i < 200) (random.nextDouble() - 0.5) * arcsec else 0.1
      s"p$i,${ra + shift},$dec,${if (i == 7) "" else "0.4"},${18 + i % 7}"
    }: _*
  )

  private def options(more: String*): Seq[String] =
    Seq("--sources", left, "--spectra", right, "--radius-arcsec", "3") ++ more

  private val errors = Seq("--ra-error-column", "err", "--spectra-ra-error-column", "err")

  private def matched(more: String*): (org.apache.spark.sql.DataFrame, Outcome) = {
    val output = newFolder().toString
    val result = run(options(errors ++ Seq("--output", output) ++ more: _*): _*)
    withClue(result.err)(result.exitCode shouldBe 0)
    spark.read.parquet(output) -> result
  }

  "A match with probabilities" should "write them, and say for which pairs they are not known" in {
    val (rows, result) =
      matched("--max-sigmas", "5", "--probability", "--match", "all", "--prior-column", "mag")
    rows.count() shouldBe 200
    val known = rows.filter("match_probability is not null")
    known.count() shouldBe 199
    known.filter("id = 's7'").count() shouldBe 0
    known.filter("match_probability > 0.99 and prior_factor > 0 and partner_density > 40 and " +
      "abs(match_probability - p_i * p_any) < 1e-9 and log10_bayes_factor > 5").count() shouldBe 199
    rows.columns should not contain "match_compared"
    result.out should include regex "probable +0\\.(79|8\\d)\\d of 249 sources have a counterpart"
    result.out should include("1 pairs have no probability: an error")
  }

  it should "leave out the columns that are not asked for" in {
    val (without, _) = matched("--max-sigmas", "5", "--match", "all")
    val (given, result) =
      matched("--max-sigmas", "5", "--match", "all", "--probability", "--match-fraction", "0.5")
    val more = Seq("log10_bayes_factor", "partner_density", "match_probability", "p_i", "p_any")
    given.columns.toSeq.diff(more) shouldBe without.columns.toSeq
    given.drop(more: _*).collect() should contain theSameElementsAs without.collect()
    result.out should include(
      "probable   0.500 of 249 sources have a counterpart (--match-fraction)"
    )
  }

  for (
    (more, message) <- Seq(
      Seq("--probability") -> "Invalid --probability (only with --max-sigmas",
      Seq("--probability", "--max-sigmas", "2") -> "Invalid --max-sigmas 2.0 (at least 3",
      Seq("--probability", "--max-sigmas", "5", "--join", "anti") ->
        "Invalid --probability (not with --join anti",
      Seq("--match-fraction", "0.5") -> "Invalid --match-fraction 0.5 (only with --probability)",
      Seq("--prior-column", "mag") -> "Invalid --prior-column mag (only with --probability)",
      Seq("--match-fraction", "1") -> "expected a number above 0 and below 1, but was 1",
      Seq("--probability", "--max-sigmas", "5", "--prior-column", "id") ++ errors ->
        "Invalid --prior-column id (a column of numbers)",
      Seq("--probability", "--max-sigmas", "5", "--ra-error-column", "err") ->
        "--spectra has no positional errors; name its columns with --spectra-ra-error-column",
      Seq("--probability", "--max-sigmas", "5", "--radius-arcsec", "0.7") ++ errors ->
        "the radius is below 3 times the combined error"
    )
  )
    s"The options ${more.take(4).mkString(" ")}" should s"""end with "$message"""" in {
      val given = options(Seq("--output", newFolder().toString) ++ more: _*)
      val once = if (more.contains("--radius-arcsec")) given.patch(4, Nil, 2) else given
      run(once: _*).err should include(message)
    }
}
