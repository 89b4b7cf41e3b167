package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.catalog.hats.HatsCatalog
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.report.MadeRun
import java.nio.file.{Files, Path}

import allsky.spark.columns.position.SkyColumns.healpix29
import org.apache.hadoop.conf.Configuration
import org.apache.spark.sql.functions.{col, lit, when}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The queries of docs/queries.md, on a run with answers known by hand. */
class DocumentedQueriesSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  /** 562 sources, 375 of them matched, as a HATS catalog; the last ten have no tile, one no place. */
  private lazy val run: Path = {
    val made = new MadeRun(375)
    made.writeMatches()
    made.writePredictions()
    val plain = Files.move(made.folder.resolve("predictions"), made.folder.resolve("plain"))
    val rows = spark.read.parquet(plain.toString)
    val last = rows.selectExpr("max(cntr)").as[Long].head()
    val placed = rows
      .withColumn("dec", when(col("cntr") === last, lit(null)).otherwise(col("dec")))
      .withColumn("_healpix_29", healpix29(col("ra"), col("dec")))
    val identity = RunIdentity.starting("classify-allsky", java.util.Map.of())
    val folder = OutputFolder.at(s"${made.folder}/predictions", new Configuration())
    folder.startAfresh(identity, false)
    HatsCatalog.in(folder, identity).write(placed, 100)
    folder.finish()
    made.folder
  }

  private lazy val queries: Map[String, String] = {
    val page = Files.readString(Path.of(sys.props("allsky.home"), "docs/queries.md"))
    page.split("```sql\n").tail
      .map(_.split("```")(0))
      .map(query => query.linesIterator.next().stripPrefix("-- ") -> query)
      .toMap
  }

  /** The answer of the query whose comment begins so: a row of cells by name for each line. */
  private def answer(comment: String): Seq[Map[String, String]] = {
    val query = queries.find(_._1.startsWith(comment)).getOrElse(fail(s"no query: $comment"))._2
    val outcome = CommandLine.allsky("sql", "--run", run.toString, "--format", "csv", "-e", query)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val lines = outcome.out.linesIterator.map(_.split(",", -1).toSeq).toSeq
    lines.tail.map(line => lines.head.zip(line).toMap)
  }

  private def sources(rows: Seq[Map[String, String]]): Long = rows.map(_("sources").toLong).sum

  private lazy val predictions = {
    val folder = new org.apache.hadoop.fs.Path(s"$run/predictions")
    HatsCatalog.rows(spark, folder).cache()
  }

  "The page of queries" should "have queries that this spec knows, each with a comment" in {
    queries.keySet should have size 10
  }

  "Its probabilities for other class fractions" should "have sum 1 for each classified source" in {
    val rows = answer("probabilities for the class fractions")
    rows should have size predictions.filter("class is not null").count()
    for (row <- rows)
      Seq("prob_star", "prob_galaxy", "prob_qso").map(row(_).toDouble).sum shouldBe 1.0 +- 1e-6
  }

  "Its classes by cell" should "be all the classified, in the cells where they lie" in {
    val rows = answer("classes by HEALPix cell")
    sources(rows) shouldBe predictions.filter("class is not null").count()
    val cells = predictions
      .filter("class is not null")
      .collect()
      .map(row => row.getAs[Long]("_healpix_29") >> 48)
      .toSet
    rows.map(_("cell").toLong).toSet shouldBe cells
    rows.map(_("confidence").toDouble).foreach(_ should (be > 0.33 and be <= 1.0))
  }

  "Its statuses" should "count every source, with a position and without" in {
    val rows = answer("why sources have no class")
    rows.map(row => row("status") -> row("sources").toLong) shouldBe
      Seq("OK" -> 552L, "NO_TILE" -> 10L)
    rows.map(_("percent").toDouble).sum shouldBe 100.0 +- 0.02
  }

  "Its outliers" should "be those below the confidence" in {
    val rows = answer("outliers by reason")
    rows.map(_("outlier_reason")).toSet shouldBe Set("LOW_CONFIDENCE")
    sources(rows) shouldBe predictions.filter("confidence < 0.55").count()
    rows.map(_("confidence").toDouble).foreach(_ should be < 0.55)
  }

  "Its colours" should "be those of quasars, in the bins where they lie" in {
    val rows = answer("colour-colour diagram")
    sources(rows) shouldBe predictions.filter("class = 'QSO'").count()
    val peak = rows.maxBy(_("sources").toLong)
    peak("w1_w2").toDouble shouldBe 1.0 +- 0.21
    peak("w2_w3").toDouble should (be > 2.0 and be < 3.7)
  }

  "Its confusion with the spectra" should "be that of the run" in {
    val rows = answer("predicted classes against the classes of the spectra")
    sources(rows) shouldBe 75
    val right = rows.filter(row => row("label") == row("class"))
    sources(right) shouldBe 60
    rows.filter(_("label") == "STAR").map(_("class")).toSet shouldBe Set("STAR", "GALAXY")
  }

  "Its quasars without a spectrum" should "be the surest of those that are not matched" in {
    val rows = answer("the most probable quasars")
    rows should have size 20
    val sure = rows.map(_("prob_qso").toDouble)
    sure shouldBe sure.sorted.reverse
    val matched = spark.read.parquet(s"$run/matches").select("cntr").as[Long].collect().toSet
    rows.map(_("cntr").toLong).foreach(matched should not contain _)
  }

  private lazy val known = {
    val labels = spark.read.parquet(s"$run/matches").select("cntr", "label")
    predictions.join(labels, "cntr").filter("class is not null and label is not null").cache()
  }

  "Its calibration" should "be the difference of accuracy and confidence in bins of confidence" in {
    val rows = answer("accuracy and calibration")
    sources(rows) shouldBe known.count()
    val found = rows.map(row => row("sources").toLong * row("accuracy").toDouble).sum
    found shouldBe known.filter("class = label").count().toDouble +- 1e-6
    rows.map(_("w1").toDouble * 2 % 1).toSet shouldBe Set(0.0)
    for (row <- rows) {
      val gap = math.abs(row("accuracy").toDouble - row("mean_confidence").toDouble)
      row("ece").toDouble should (be >= gap - 1e-6 and be <= 1.0)
    }
  }

  "Its purity of quasars" should "rise, and the completeness fall, with the probability" in {
    val rows = answer("completeness and purity of quasars").groupBy(_("w1")).values
    rows.map(_.head("quasars").toLong).sum shouldBe known.filter("label = 'QSO'").count()
    for (ofW1 <- rows) {
      ofW1.map(_("threshold")) shouldBe Seq("0.1", "0.3", "0.5", "0.7", "0.9")
      val selected = ofW1.map(_("selected").toLong)
      selected shouldBe selected.sorted.reverse
    }
    val half = known.filter("prob_qso >= 0.5")
    val atHalf = rows.flatten.filter(_("threshold") == "0.5")
    atHalf.map(_("selected").toLong).sum shouldBe half.count()
    val right =
      atHalf.filter(_("purity").nonEmpty).map(r => r("selected").toLong * r("purity").toDouble).sum
    right shouldBe half.filter("label = 'QSO'").count().toDouble +- 1e-6
  }

  "Its coverage of the class sets" should "count the sets with the true class" in {
    val rows = answer("share of the class sets")
    val sets =
      known.filter("class_set is not null").select("label", "class_set").as[(String, String)]
    val covered = sets.collect().groupBy(_._1).map { case (label, own) =>
      label -> own.count(_._2.split(',').contains(label)).toDouble / own.length
    }
    covered should have size 3
    rows.map(row => row("label") -> row("covered").toDouble).toMap shouldBe covered
  }
}
