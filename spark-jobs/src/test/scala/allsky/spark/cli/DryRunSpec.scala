package allsky.spark.cli

import allsky.network.RandomModels
import allsky.network.model.{ModelDescription, ModelFolder, TrainedModel}
import allsky.spark.LocalSpark
import allsky.spark.output.lock.OutputLock
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

/** A dry run of each job prints a plan, writes nothing, and refuses what the job would refuse. */
class DryRunSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky-dry")

  private def in(name: String): String = folder.resolve(name).toString

  private def done(words: String*): Outcome = {
    val outcome = CommandLine.allsky(words: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    outcome
  }

  private lazy val model: String = {
    ModelFolder.write(folder.resolve("model"), RandomModels.model(RandomModels.liteShape, 7))
    in("model")
  }

  /** A small run: a sky, matches, cutouts, predictions and a model of spectra. */
  private lazy val run: Unit = {
    done(
      Seq("simulate-sky", "--output", in("sky"), "--tiles", "1", "--tile-pixels", "256") ++
        Seq("--labelled-per-tile", "60", "--spectra-files"): _*
    )
    val sources = Seq("--sources", in("sky/allwise"))
    done("crossmatch" +: sources :+ "--spectra" :+ in("sky/specObj.fits") :+ "--output" :+ in(
      "matches"
    ): _*)
    done(
      Seq("stack-cutouts", "--sources", in("matches"), "--tiles", in("sky/tiles")) ++
        Seq("--output", in("cutouts")): _*
    )
    done(
      "classify-allsky",
      "--cutouts",
      in("cutouts"),
      "--model",
      model,
      "--output",
      in("predictions")
    )
    done(
      "train-spectra",
      "--spectra",
      in("sky/spectra"),
      "--model",
      in("of-spectra"),
      "--epochs",
      "1"
    )
    // The index of the images, which a dry run must not write.
    deleteBelow(folder.resolve("sky/tiles/_tiles"))
  }

  private def deleteBelow(place: Path): Unit = {
    val walk = Files.walk(place)
    try walk.iterator.asScala.toList.reverse.foreach(Files.delete)
    finally walk.close()
  }

  /** Each file and folder with its size and its time. */
  private def files: Map[String, (Long, Long)] = {
    val walk = Files.walk(folder)
    try
      walk.iterator.asScala
        .map(path =>
          path.toString -> ((Files.size(path), Files.getLastModifiedTime(path).toMillis))
        )
        .toMap
    finally walk.close()
  }

  private def changedSince(before: Map[String, (Long, Long)]): Set[String] = {
    val now = files
    (before.keySet ++ now.keySet).filter(path => before.get(path) != now.get(path))
  }

  private val cutouts = Seq("--cutouts", in("cutouts"))

  /** The words of each job that writes, and lines of its plan. */
  private val jobs = Seq(
    (
      "simulate-sky",
      Seq("--output", in("new"), "--tile-pixels", "256", "--labelled-per-tile", "60"),
      Seq(
        "plan    4 tiles of 256 pixels, 16 images, 240 spectra",
        s"output  --output ${in("new")}: new",
        "size    4.3 MB of images, and the tables",
        "time    not estimated"
      )
    ),
    (
      "fetch-tiles",
      Seq("--coadd-ids", "0000p000_ac51", "--tiles", in("new")),
      Seq(
        "plan    1 tiles, 3 files, 0 already there, at most 0.2 GB to fetch",
        "plan    --max-gb 100.0 allows this download",
        s"output  --tiles ${in("new")}: gets the missing images",
        "size    at most 0.2 GB",
        "time    about 1 min (a request each 250 ms, 10 MB/s)"
      )
    ),
    (
      "crossmatch",
      Seq("--sources", in("sky/allwise"), "--spectra", in("sky/specObj.fits")) ++
        Seq("--output", in("matches"), "--overwrite"),
      Seq(
        "plan    pairs within 2.0 arcsec, --match best",
        s"output  --output ${in("matches")}: replaces the finished output of crossmatch",
        "size    not estimated",
        "time    about 9 s (8.5 s for 11 thousand rows and 27.5 s for 20.5 million on 2 cores," +
          " docs/benchmarks.md)"
      )
    ),
    (
      "stack-cutouts",
      Seq("--sources", in("matches"), "--tiles", in("sky/tiles"), "--output", in("new")),
      Seq(s"output  --output ${in("new")}: new")
    ),
    (
      "train-iicnet",
      cutouts ++ Seq("--model", in("new"), "--epochs", "2", "--device", "cpu"),
      Seq(
        s"output  --model ${in("new")}: new",
        "size    7.0 MB for each copy of the weights (1,749,011 parameters)"
      )
    ),
    (
      "compare-networks",
      cutouts ++ Seq("--networks", "iicnet,iicnet-lite", "--output", in("new"), "--epochs", "2") ++
        Seq("--device", "cpu"),
      Seq(s"output  --output ${in("new")}: new")
    ),
    (
      "evaluate-iicnet",
      cutouts ++ Seq("--model", model, "--output", in("new"), "--split", "all"),
      Seq(s"output  --output ${in("new")}: new", "size    not estimated", "time    not estimated")
    ),
    (
      "classify-allsky",
      Seq("--sources", in("matches"), "--tiles", in("sky/tiles"), "--model", model) ++
        Seq("--output", in("new")),
      Seq(s"output  --output ${in("new")}: new", "time    not estimated")
    ),
    (
      "train-spectra",
      Seq("--spectra", in("sky/spectra"), "--model", in("new"), "--device", "cpu"),
      Seq(s"output  --model ${in("new")}: new")
    ),
    (
      "classify-spectra",
      Seq("--spectra", in("sky/spectra"), "--model", in("of-spectra"), "--output", in("new")),
      Seq("plan    63 files of spectra to classify", s"output  --output ${in("new")}: new")
    ),
    (
      "report",
      Seq("--run", folder.toString, "--output", in("new/index.html")),
      Seq(s"output  --output ${in("new/index.html")}: new")
    ),
    (
      "export",
      Seq("--table", in("matches"), "--output", in("new.fits")),
      Seq(s"output  --output ${in("new.fits")}: new")
    ),
    (
      "map-sky",
      Seq("--sources", in("matches"), "--output", in("new.fits"), "--moc", in("new-moc.fits")),
      Seq(s"output  --output ${in("new.fits")}: new", s"output  --moc ${in("new-moc.fits")}: new")
    )
  )

  for ((job, options, lines) <- jobs)
    s"A dry run of $job" should "print a plan and leave the files unchanged" in {
      run
      val before = files
      val outcome = done(job +: options :+ "--dry-run": _*)
      withClue(outcome.out) {
        lines.foreach(line => outcome.out.linesIterator.toSeq should contain(line))
        Seq("plan ", "output ", "size ", "time ").foreach(subject =>
          outcome.out should include regex s"(?m)^$subject"
        )
      }
      outcome.err should include(s"$job: dry run: nothing was written")
      changedSince(before) shouldBe empty
    }

  "Dry runs" should "exist for each job, except those that write nothing" in {
    val all = Allsky.command().getSubcommands.asScala.collect {
      case (name, job) if job.getCommand[Any].isInstanceOf[Job] => name
    }.toSet
    all -- jobs.map(_._1).toSet shouldBe Set("check-sky", "sql", "check-devices")
  }

  /** The last line of a dry run that is refused. */
  private def refusal(words: Seq[String]): String = {
    val outcome = CommandLine.allsky(words: _*)
    withClue(outcome.err)(outcome.exitCode shouldBe 1)
    outcome.out shouldBe empty
    outcome.err.linesIterator.toSeq.last
  }

  it should "refuse what the job refuses, in the same words" in {
    run
    val sources = Seq("--sources", in("sky/allwise"))
    val spectra = Seq("--spectra", in("sky/specObj.fits"))
    val tiles = Seq("--tiles", in("sky/tiles"))
    val output = Seq("--output", in("new"))
    val foreign = Files.createDirectories(folder.resolve("foreign"))
    Files.writeString(foreign.resolve("thesis.tex"), "precious")
    val text = Files.writeString(folder.resolve("text.csv"), "a,b\n1,2\n")
    val calls = Table(
      "words",
      "crossmatch" +: (Seq("--sources", in("none")) ++ spectra ++ output),
      "crossmatch" +: (sources ++ spectra ++ output ++ Seq("--ra-column", "none")),
      "crossmatch" +: (sources ++ spectra ++ Seq("--output", in("matches"))),
      "crossmatch" +: (sources ++ spectra ++ Seq("--output", s"$foreign")),
      "crossmatch" +: (sources ++ spectra ++ Seq("--output", in("sky/allwise/x"))),
      "crossmatch" +: (sources ++ spectra ++ Seq("--output", s"$text/x")),
      "crossmatch" +: (sources ++ spectra ++ output ++ Seq("--radius-arcsec", "-1")),
      "stack-cutouts" +: (Seq("--sources", s"$text") ++ tiles ++ output),
      "stack-cutouts" +: (sources ++ Seq("--tiles", in("none")) ++ output),
      "stack-cutouts" +: (sources ++ tiles ++ output ++ Seq("--columns", "no_such")),
      Seq("train-iicnet", "--cutouts", in("none"), "--model", in("new")),
      Seq("train-iicnet", "--cutouts", in("sky/allwise"), "--model", in("new")),
      Seq("compare-networks", "--cutouts", in("matches"), "--networks", "iicnet") ++ output,
      "evaluate-iicnet" +: (cutouts ++ Seq("--model", in("none")) ++ output),
      "classify-allsky" +: (cutouts ++ Seq("--model", in("none")) ++ output),
      "classify-allsky" +: (cutouts ++ Seq("--model", model, "--output", in("predictions"))),
      Seq("train-spectra", "--spectra", in("none"), "--model", in("new")),
      Seq("classify-spectra", "--spectra", in("none"), "--model", in("of-spectra")) ++ output,
      Seq("report", "--run", in("none"), "--output", in("new/index.html")),
      Seq("export", "--table", in("matches"), "--output", s"$text", "--columns", "none"),
      Seq("map-sky", "--sources", in("matches"), "--output", s"$text"),
      Seq("simulate-sky", "--output", in("sky"))
    )
    forAll(calls) { words =>
      val before = files
      val refused = refusal(words :+ "--dry-run")
      changedSince(before) shouldBe empty
      refused shouldBe refusal(words)
    }
  }

  it should "refuse an output that another job holds" in {
    run
    val hadoop = LocalSpark.session.sparkContext.hadoopConfiguration
    val words = Seq("simulate-sky", "--output", in("held"), "--tile-pixels", "256") ++
      Seq("--labelled-per-tile", "60", "--dry-run")
    val lock = OutputLock.take("--output", in("held"), "crossmatch", hadoop, fail(_))
    try
      refusal(words) should startWith(
        s"simulate-sky: Cannot write --output ${in("held")}: it is held by crossmatch"
      )
    finally lock.close()
    done(words: _*)
  }

  it should "say what is left of an interrupted classification" in {
    run
    val words = Seq("classify-allsky", "--sources", in("sky/allwise"), "--tiles") ++
      Seq(in("sky/tiles"), "--model", model, "--output", in("stopped"), "--layout", "plain")
    def output = done(words :+ "--dry-run": _*).out.linesIterator.find(_.startsWith("output")).get
    done(words: _*)
    refusal(words :+ "--dry-run") should include("it contains a finished output")
    Files.delete(folder.resolve("stopped/_SUCCESS"))
    output shouldBe s"output  --output ${in("stopped")}: resumed, 0 of 1 chunks are left"
    Files.delete(folder.resolve("stopped/wave=00000/_SUCCESS"))
    output shouldBe s"output  --output ${in("stopped")}: resumed, 1 of 1 chunks are left"
  }

  it should "say that a training is finished" in {
    run
    val words = Seq("train-spectra", "--spectra", in("sky/spectra"), "--model", in("of-spectra"))
    done(words ++ Seq("--epochs", "1", "--resume", "--dry-run"): _*).out should include(
      s"output  --model ${in("of-spectra")}: finished, nothing is left to do"
    )
    done(words ++ Seq("--epochs", "2", "--resume", "--dry-run"): _*).out should include(
      s"output  --model ${in("of-spectra")}: resumed after the last stored epoch"
    )
  }
}
