package allsky.spark.cli

import java.nio.file.{Files, Path}

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Networks that get colours, from the stacking of cutouts to the classes of a catalog. */
class NetworkInputsJobSpec extends AnyFlatSpec with Matchers with NetworkInputsFixture {

  "stack-cutouts" should "keep the magnitudes with their errors" in {
    spark.read.parquet(cutouts.toString).columns should contain allOf (
      "w1mpro", "w1sigmpro", "w2mpro", "w2sigmpro", "w3mpro", "w3sigmpro"
    )
  }

  "A fusion model" should "classify a catalog, also without W3, and say where W1 is missing" in {
    val rows = classified(fusion, "fused", fromTiles(catalog) :+ "--embeddings")
    rows.count() shouldBe sky.labels.size + 2
    withoutMagnitudes(rows) shouldBe Set(withoutW1)
    statuses(rows).filterKeys(_ >= 1000) shouldBe Map(1000L -> "NO_TILE", 1001L -> "BAD_POSITION")
    rows.filter("status = 'OK'").selectExpr("size(embedding)").distinct().collect() shouldBe
      Array(org.apache.spark.sql.Row(128))
    rows.columns should contain noneOf ("_colours", "w3sigmpro")
    Files.readString(fusion.resolve("model.json")) should
      include("\"network\": \"IICnet with colours\"")
  }

  it should "give the same to cutouts as to the tiles from which they are" in {
    val ofCutouts = classified(fusion, "fused cutouts", Seq("--cutouts", s"$cutouts"))
    val ofTiles = Predictions.in(folder.resolve("fused"))
    ofCutouts.count() shouldBe sky.labels.size
    val pairs = ofCutouts.as("a").join(ofTiles.as("b"), "cntr")
    pairs.filter("a.status <> b.status or abs(a.prob_star - b.prob_star) > 1e-5").count() shouldBe 0
  }

  "A photometry model" should "classify a catalog, also limits in W3 and W4 and no W1" in {
    val rows = classified(photometry, "measured sky", fromTiles(catalog) :+ "--embeddings")
    rows.count() shouldBe sky.labels.size + 2
    withoutMagnitudes(rows) shouldBe empty
    rows.filter("status = 'OK'").selectExpr("size(embedding)").distinct().collect() shouldBe
      Array(org.apache.spark.sql.Row(128))
    Files.readString(photometry.resolve("README.md")) should
      include regex "w4-log-error[^`]+w4-missing\\(0.0,1.0\\)`"
  }

  it should "say which sources it classifies from the image only, with a calibration of its own" in {
    val positions =
      write("only positions", spark.read.parquet(catalog.toString).select("cntr", "ra", "dec"))
    val rows = classified(photometry, "without magnitudes", fromTiles(positions))
    rows.filter("status = 'OK' and flags & 64 = 0").count() shouldBe 0
    val marked = Predictions.in(folder.resolve("measured sky")).filter("flags & 64 = 64")
    marked.filter("status = 'OK'").select("cntr").collect().map(_.getLong(0)).toSet shouldBe Set(
      withoutW1
    )
    Files.readString(photometry.resolve("model.json")) should include("\"imageOnly\": {")
    Files.readString(photometry.resolve("README.md")) should
      include("A source without photometry has a calibration of its own")
    Files.readString(fusion.resolve("model.json")) should not include "imageOnly"
  }

  it should "give other probabilities for other errors and another W4" in {
    val before = Predictions.in(folder.resolve("measured sky"))
    for ((name, value) <- Seq("w1sigmpro" -> lit(0.5), "w4mpro" -> lit(6.0))) {
      val other =
        write(s"other $name", spark.read.parquet(catalog.toString).withColumn(name, value))
      val after = classified(photometry, s"other sky $name", fromTiles(other))
      val changed = before.as("a").join(after.as("b"), "cntr").filter("a.prob_qso <> b.prob_qso")
      changed.select("cntr").as[Long](
        org.apache.spark.sql.Encoders.scalaLong
      ).collect().toSet should
        contain(2L)
    }
  }

  it should "be far from sources with colours that no source has" in {
    val before = Predictions.in(folder.resolve("measured sky"))
    val blue = spark.read.parquet(catalog.toString).withColumn("w2mpro", col("w1mpro") + 6)
    val words = fromTiles(write("blue", blue)) ++ Seq("--far-quantile", "0.5")
    val after = classified(photometry, "blue sky", words)
    val measured = after.filter(s"status = 'OK' and cntr <> $withoutW1")
    measured.count() should be > 20L
    measured.filter("not outlier or outlier_reason = 'LOW_CONFIDENCE'").count() shouldBe 0
    val pairs = measured.as("a").join(before.as("b"), "cntr")
    pairs.filter("a.training_distance <= b.training_distance").count() shouldBe 0
  }

  it should "not take a column that a table lacks for magnitudes that are not measured" in {
    val some = spark.read.parquet(catalog.toString).drop("w4mpro")
    val blue = some.withColumn("w2mpro", col("w1mpro") + 6)
    val Seq(one, other) =
      Seq("lacks W4" -> some, "lacks W4, blue" -> blue).map { case (name, rows) =>
        classified(photometry, s"sky, $name", fromTiles(write(name, rows)))
      }
    val pairs = one.filter("status = 'OK'").as("a").join(other.as("b"), "cntr")
    pairs.count() should be > 20L
    pairs.filter("a.training_distance <> b.training_distance").count() shouldBe 0
    pairs.filter("a.prob_star = b.prob_star").count() should be < 5L
  }

  it should "be evaluated on cutouts, and learn its distances from unlabelled cutouts too" in {
    val output = folder.resolve("evaluation of photometry")
    val words = Seq("--model", s"$photometry", "--split", "all", "--cutouts", s"$cutouts")
    run(Seq("evaluate-iicnet", "--output", s"$output") ++ words: _*).out should
      not include "NO_MAGNITUDES"
    val options = few ++ Seq("--inputs", "photometry", "--unlabelled", s"$cutouts")
    sky.trainOn(cutouts, folder.resolve("unlabelled"), options: _*).exitCode shouldBe 0
  }

  it should "be compared with an image network on the same cutouts" in {
    val output = folder.resolve("comparison")
    val words = Seq("--networks", "iicnet-lite", "--inputs", "images,photometry", "--seeds", "1")
    val sides = Seq("--epochs", "1", "--input-sides", "16") ++
      Seq("--augmentation", "flips-and-turns,shifts,noise", "--mixup", "0.2")
    run(
      Seq(
        "compare-networks",
        "--cutouts",
        s"$cutouts",
        "--output",
        s"$output"
      ) ++ words ++ sides: _*
    ).out should include("iicnet-lite, photometry, 16 pixels")
    val options = Files.readString(output.resolve("_run.json"))
    options should (include("flips-and-turns,shifts,noise") and include("mixup"))
  }

  "A colours model" should "need a measured W3 too" in {
    val rows = classified(colours, "coloured", fromTiles(catalog))
    rows.count() shouldBe sky.labels.size + 2
    withoutMagnitudes(rows) shouldBe withoutW3 + withoutW1
  }

  it should "be evaluated on cutouts with the magnitudes of a catalog" in {
    val output = folder.resolve("evaluation")
    val words = Seq("--model", s"$colours", "--split", "all", "--sources", s"$catalog")
    run(
      Seq("evaluate-iicnet", "--cutouts", s"${sky.cutouts}", "--output", s"$output") ++ words: _*
    ).out should include("3 NO_MAGNITUDES")
  }

  "train-iicnet" should "print the layers of each kind of network" in {
    for (
      (inputs, parameters) <- Seq(
        "colours" -> "9,283",
        "fusion" -> "1,838,931",
        "photometry" -> "1,839,443"
      )
    ) {
      val sum = run("train-iicnet", "--summary", "--inputs", inputs).out.linesIterator
      sum.find(_.startsWith("sum")).get should include(s" $parameters ")
    }
  }

  "A magnitude that is not there" should "be named with its table" in {
    val needs = "a network with the inputs fusion needs a table with w1mpro, w1sigmpro, w2mpro,"
    untrained(sky.cutouts, "--inputs", "fusion") should
      include(s"Cannot use --cutouts ${sky.cutouts}: it has no column w1mpro; $needs")
    val ofTiles = sky.classify(fusion, folder.resolve("no"), fromTiles(sky.sources): _*)
    complaint(ofTiles) should
      include(s"Cannot use --sources ${sky.sources}: it has no column w1sigmpro; $needs")
    val ofCutouts = sky.classify(fusion, folder.resolve("no"), "--cutouts", s"${sky.cutouts}")
    complaint(ofCutouts) should include(s"Cannot use --cutouts ${sky.cutouts}: it has no column")
  }

  it should "be named in a note if the network can do without it" in {
    val rows = spark.read.parquet(catalog.toString)
    val noW4 = write("noW4", rows.drop("w4sigmpro"))
    classified(fusion, "without W4", fromTiles(noW4)).count() shouldBe sky.labels.size + 2
    def noted(name: String, table: Path): (DataFrame, String) = {
      val path = folder.resolve(name)
      val outcome = sky.classify(photometry, path, fromTiles(table): _*)
      withClue(outcome.err)(outcome.exitCode shouldBe 0)
      val notes = outcome.err.linesIterator.filter(_.contains("has no magnitudes")).toSeq
      notes should have size 1
      (Predictions.in(path), notes.head)
    }
    val (withoutColumn, ofW4) = noted("no W4", noW4)
    ofW4 should endWith(
      s"--sources $noW4 has no magnitudes and errors (columns such as w4mpro, w4sigmpro) in W4:" +
        " they count as not measured"
    )
    val nulls = write("null W4", rows.withColumn("w4sigmpro", lit(null).cast("double")))
    val ofNulls = classified(photometry, "null W4 sky", fromTiles(nulls))
    val pairs = withoutColumn.as("a").join(ofNulls.as("b"), "cntr")
    pairs.filter("a.status = 'OK' and a.prob_star = b.prob_star").count() shouldBe sky.labels.size
    val positions = write("positions", rows.select("cntr", "ra", "dec"))
    val (byImages, ofAll) = noted("by images", positions)
    ofAll should endWith(
      "(columns such as w1mpro, w1sigmpro) in W1, W2, W3, W4: they count as not measured"
    )
    statuses(byImages).values.count(_ == "OK") shouldBe sky.labels.size
  }

  it should "be refused for training with photometry" in {
    val noW4 = write("cutouts without W4", spark.read.parquet(cutouts.toString).drop("w4sigmpro"))
    untrained(noW4, "--inputs", "photometry") should endWith(
      s"Cannot use --cutouts $noW4: it has no column w4sigmpro; a network with the inputs" +
        " photometry needs a table with w1mpro, w1sigmpro, w2mpro, w2sigmpro, w3mpro, w3sigmpro," +
        " w4mpro, w4sigmpro"
    )
  }

  it should "be named if it has another type" in {
    val rows = spark.read.parquet(cutouts.toString)
    val types = Seq("text" -> lit("faint"), "truth" -> lit(true), "list" -> array(lit(1.0)))
    for ((name, value) <- types) {
      val path = write(name, rows.limit(3).withColumn("w3sigmpro", value))
      untrained(path, "--inputs", "fusion") should
        include(s"Cannot use --cutouts $path: its column w3sigmpro has the type ")
    }
  }

  it should "be a limit if no row has it" in {
    val noW3 = write(
      "noW3",
      withMagnitudes(spark.read.parquet(sky.sources.toString).limit(3))
        .withColumn("w3sigmpro", lit(null).cast("string"))
    )
    withoutMagnitudes(classified(fusion, "limits", fromTiles(noW3))) -- Set(
      withoutW1
    ) shouldBe empty
  }

  "Inputs that there are not" should "be refused in one line" in {
    untrained(cutouts, "--inputs", "spectrograms") should
      include("Invalid --inputs (images, colours, fusion, photometry): spectrograms")
    untrained(cutouts, "--inputs", "colours", "--network", "mobilenet") should
      include("Invalid network for the inputs colours")
  }

  "Spectra of a comparison" should "be refused in one line without a folder or without a use" in {
    def refused(options: String*): String =
      complaint(CommandLine.allsky(Seq(
        "compare-networks",
        "--networks",
        "iicnet",
        "--cutouts",
        s"${sky.cutouts}",
        "--output",
        s"${folder.resolve("no spectra")}"
      ) ++ options: _*))
    refused("--inputs", "images,spectra") should endWith(
      "Invalid --inputs spectra: give --spectra too"
    )
    refused("--spectra", s"$folder") should endWith("Invalid --spectra: give --inputs spectra too")
    refused("--inputs", "spectrograms") should
      endWith("Invalid --inputs (images, colours, fusion, photometry, spectra): spectrograms")
  }

  "Bands that there are not" should "be refused in one line" in {
    val compared = Seq("--cutouts", s"${sky.cutouts}", "--output", s"${folder.resolve("none")}") ++
      Seq("--networks", "iicnet", "--band-sets")
    def refused(sets: String): String =
      complaint(CommandLine.allsky(("compare-networks" +: compared) :+ sets: _*))
    refused("W1W2,W1W5") should
      endWith("Invalid --band-sets W1W5: \"W5\" is not a band (W1, W2, W3, W4)")
    refused("W1W2W4") should
      endWith("Invalid --band-sets: W1W2W4; the cutouts have the bands [W1, W2, W3]")
  }
}
