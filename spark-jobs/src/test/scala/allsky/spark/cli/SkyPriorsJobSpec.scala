package allsky.spark.cli

import allsky.metrics.prior.{PriorTable, PriorTableCsv}
import allsky.network.model.ModelFolder
import allsky.sky.{GalacticPosition, SkyPosition}
import allsky.spark.LocalSpark
import allsky.survey.SourceClass
import java.nio.file.{Files, Path}

import com.google.gson.{JsonObject, JsonParser}
import org.apache.spark.sql.DataFrame
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The class fractions of classify-allsky that depend on W1 and on Galactic latitude. */
class SkyPriorsJobSpec extends AnyFlatSpec with Matchers {

  import LocalSpark.session.implicits._

  private val folder = Files.createTempDirectory("allsky-priors")
  private lazy val sky = new TinySky(folder)
  private val classes = SourceClass.values.toSeq
  private val all = "prob_star prob_galaxy prob_qso prior_star prior_galaxy prior_qso".split(' ')

  private case class Classified(outcome: Outcome, rows: DataFrame, summary: JsonObject) {

    /** Probabilities, then priors, of the sources that have a class. */
    def values: Map[Long, Seq[Double]] =
      rows.filter("class is not null").select("cntr", all: _*).collect().map { row =>
        row.getLong(0) -> (1 to 6).map(row.getFloat(_).toDouble)
      }.toMap
  }

  private def classified(name: String, options: String*): Classified = {
    val output = folder.resolve(name)
    val outcome = CommandLine.allsky(sky.classified(output, options: _*): _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val summary = JsonParser.parseString(Files.readString(output.resolve("_summary.json")))
    Classified(outcome, Predictions.in(output), summary.getAsJsonObject)
  }

  private lazy val byDefault = classified("default")
  private lazy val trained = classified("trained", "--priors", "training")
  private lazy val trainedShares = {
    val stated = ModelFolder.read(sky.model, fail(_)).description.classPriors
    classes.map(stated.get(_).doubleValue)
  }

  private def file(rows: String*): Path =
    Files.writeString(
      Files.createTempFile(folder, "priors", ".csv"),
      (PriorTableCsv.HEAD +: rows).mkString("\n")
    )

  "classify-allsky" should "use the class fractions of the sky at each source's W1 and latitude" in {
    val values = byDefault.values
    values should have size 480
    val places = byDefault.rows
      .filter("class is not null")
      .select("cntr", "w1mpro", "ra", "dec")
      .as[(Long, Float, Double, Double)]
      .collect()
    for ((key, w1, ra, dec) <- places) {
      val latitude = math.abs(GalacticPosition.of(SkyPosition.ofDegrees(ra, dec)).latDeg)
      val table = PriorTable.sky
      val cell = table.cells.get(table.cell(w1, latitude).getAsInt)
      values(key).drop(3).zip(classes).foreach { case (prior, name) =>
        prior shouldBe cell.priors.share(name) +- 1e-6
      }
    }
    values.values.map(_(3)).toSet.size should be > 3
  }

  it should "say and store which fractions it used" in {
    byDefault.outcome.err should include(
      "probabilities assume the class fractions of the sky by W1 and Galactic latitude: number counts"
    )
    byDefault.outcome.err should not include "warning: probabilities"
    byDefault.outcome.err should include(
      s"warning: --model ${sky.model} does not state the class fractions of its training set by W1"
    )
    val mix = byDefault.summary.getAsJsonObject("class_mix")
    mix.get("probabilities_for").getAsString shouldBe "sky"
    mix.get("probabilities_from").getAsString should include("Wainscoat et al. 1992")
  }

  it should "write priors with which the probabilities of the training come back" in {
    val before = trained.values
    for ((key, now) <- byDefault.values) {
      val undone = (0 to 2).map(i => now(i) * trainedShares(i) / now(3 + i))
      undone.map(_ / undone.sum).zip(before(key)).foreach { case (a, b) => a shouldBe b +- 1e-5 }
    }
    byDefault.values.count { case (key, now) => math.abs(now.head - before(key).head) > 0.1 } should
      be > 100
  }

  it should "undo them with the query of the manual" in {
    byDefault.rows.createOrReplaceTempView("predictions")
    val page = Files.readString(Path.of(sys.props("allsky.home"), "docs/queries.md"))
    val query = page.split("```sql\n").find(_.startsWith("-- probabilities for the class")).get
      .split("```")(0)
    val undone = LocalSpark.session.sql(query).as[(Long, Double, Double, Double)].collect()
    undone should have length 480
    val before = trained.values
    for ((key, star, galaxy, qso) <- undone)
      Seq(star, galaxy, qso).zip(before(key)).foreach { case (a, b) => a shouldBe b +- 1e-5 }
  }

  "--priors training" should "write the fractions of the training set" in {
    trained.values.values.map(_.drop(3)).toSet should have size 1
    trained.values.values.head.drop(3).zip(trainedShares).foreach { case (a, b) =>
      a shouldBe b +- 1e-6
    }
  }

  "--priors FILE" should "give sources without a row the fractions of the training, and flag them" in {
    val table = file("-inf,14,0,90,0.9,0.05,0.05", "14,15,0,90,0.2,0.7,0.1")
    val result = classified("file", "--priors", s"$table")
    val w1 = result.rows.select("cntr", "w1mpro").as[(Long, Float)].collect().toMap
    for ((key, values) <- result.values) {
      val wanted =
        if (w1(key) < 14) Seq(0.9, 0.05, 0.05)
        else if (w1(key) < 15) Seq(0.2, 0.7, 0.1)
        else trainedShares
      values.drop(3).zip(wanted).foreach { case (a, b) => a shouldBe b +- 1e-6 }
      if (w1(key) >= 15) values.take(3) shouldBe trained.values(key).take(3)
    }
    result.rows.filter("(flags & 1) != (case when w1mpro >= 15 then 1 else 0 end)")
      .filter("class is not null").count() shouldBe 0
    result.outcome.err should include(
      "warning: 192 of 480 classified sources (40.0 %) have no row in the table of --priors"
    )
    result.outcome.err should include(
      s"assume the class fractions of --priors $table: a table of 2 rows by W1"
    )
    val flags = result.summary.getAsJsonObject("flags").getAsJsonObject("set")
    flags.get("OUTSIDE_PRIORS").getAsLong shouldBe 192
  }

  it should "be refused in one line if it is none" in {
    def complaint(priors: String): String = {
      val refused = CommandLine.allsky(sky.classified(folder.resolve("no"), "--priors", priors): _*)
      refused.exitCode shouldBe 1
      refused.err.linesIterator.toSeq.last
    }
    val broken = file("1,2,0,90,1,1")
    complaint(s"$broken") should include(s"Cannot use --priors $broken, line 2: it must have")
    complaint("skye") should include(
      "Cannot read --priors skye: there is no such file; give sky, training, a CSV file or STAR="
    )
    complaint(s"$folder") should include("it is a folder")
    complaint("STAR=1,GALAXY=1") should include("Invalid --priors (each class): no QSO")
    Files.exists(folder.resolve("no")) shouldBe false
  }

  "A run that was stopped" should "not be resumed with other rows in the same file" in {
    val table = file("-inf,inf,0,90,0.9,0.05,0.05")
    val output = folder.resolve("resumed")
    def run(options: String*): Outcome =
      CommandLine.allsky(sky.inThreeWaves(output, options: _*): _*)
    run("--priors", s"$table").exitCode shouldBe 0
    Seq("_SUCCESS", "wave=00002/_SUCCESS").foreach(name => Files.delete(output.resolve(name)))
    val before = Files.readString(table)
    Files.writeString(table, before.replace("0.9", "0.8"))
    val changed = run("--priors", s"$table")
    changed.exitCode shouldBe 1
    changed.err should include("the table of its --priors has changed since the run began")
    val other = run("--priors", "training")
    other.exitCode shouldBe 1
    other.err should include(s"which began with --priors $table (now training)")
    Files.writeString(table, before)
    val resumed = run("--priors", s"$table")
    withClue(resumed.err)(resumed.exitCode shouldBe 0)
    resumed.err should include("resuming: 1 of 3 chunks are left")
  }

  "A model without limits and magnitudes" should "give no class sets, and say so" in {
    byDefault.rows.filter("class_set is not null").count() shouldBe 0
    byDefault.outcome.err should include(
      s"class_set is null: --model ${sky.model} is of an older version; train it again"
    )
    byDefault.outcome.err should include("the model does not state the magnitudes of its training")
  }
}
