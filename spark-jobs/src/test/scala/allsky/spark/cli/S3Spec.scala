package allsky.spark.cli

import allsky.UserError
import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import allsky.spark.LocalSpark
import allsky.spark.fetch.S3Service
import allsky.spark.output.lock.OutputLock
import allsky.spark.tiles.AtlasFolder
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.scalatest.BeforeAndAfterAll
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class S3Spec extends AnyFlatSpec with Matchers with BeforeAndAfterAll {

  private lazy val spark = LocalSpark.session

  private lazy val service = new S3Service

  override def afterAll(): Unit = service.close()

  private lazy val images = new AtlasFolder().addTile("0000p000_ac51", 0.0, 0.0)

  private val public = "s3a://nasa-irsa-wise/wise/allwise/images/p3am_cdd"

  override def beforeAll(): Unit = {
    service.bucket("nasa-irsa-wise")
    service.put(images.path, public)
    service.bucket("ours", service.keys: _*)
  }

  private def fetch(from: String, to: Any, sources: Path = Positions.csv("0.01,0.01")): Outcome =
    CommandLine.allsky(
      "fetch-tiles",
      "--sources",
      s"$sources",
      "--base-url",
      from,
      "--tiles",
      s"$to",
      "--spool",
      s"${Files.createTempDirectory("allsky-spool")}",
      "--retry-ms",
      "10",
      "--pause-ms",
      "0"
    )

  private def pixels(sources: Any, tiles: Any): Seq[Seq[Byte]] = {
    val output = Files.createTempDirectory("allsky-cutouts").resolve("cutouts")
    val result = CommandLine.allsky(
      "stack-cutouts",
      "--sources",
      s"$sources",
      "--tiles",
      s"$tiles",
      "--output",
      s"$output"
    )
    withClue(result.err)(result.exitCode shouldBe 0)
    spark.read
      .parquet(s"$output")
      .filter("status = 'OK'")
      .orderBy("row")
      .collect()
      .map(_.getAs[Array[Byte]]("pixels").toSeq)
      .toSeq
  }

  "The public bucket of WISE" should "need no credentials, and a tile that it lacks one line" in {
    val folder = Files.createTempDirectory("allsky-fetched")
    val result = fetch(public, folder, Positions.csv("0.01,0.01", "100.0,45.0"))
    result.exitCode shouldBe 1
    result.out should startWith("6 files: 3 fetched")
    result.out.linesIterator.filter(_.startsWith("missing: ")).toSeq should have size 3
    result.out should include("-w1-int-3.fits: No such file or directory: s3a://nasa-irsa-wise/")
    result.err should not include "\tat "
    val image = "00/0000/0000p000_ac51/0000p000_ac51-w2-int-3.fits"
    Files.readAllBytes(folder.resolve(image)) shouldBe Files.readAllBytes(
      images.path.resolve(image)
    )
  }

  "A bucket of one's own" should "be filled with tiles, once, and cut like a local folder" in {
    val tiles = "s3a://ours/atlas"
    withClue("first: ")(fetch(public, tiles).out should startWith("3 files: 3 fetched"))
    fetch(public, tiles).out should startWith("3 files: 0 fetched (0.0 MB), 3 already there")
    val names =
      Files.walk(service.folder.resolve("ours/atlas")).iterator.asScala.map(_.getFileName.toString)
    names.filter(_.contains("fits")).toSet shouldBe
      Set(1, 2, 3).map(band => s"0000p000_ac51-w$band-int-3.fits")
    val sources = Positions.csv("0.01,0.01", "359.99,-0.01")
    service.put(sources, "s3a://ours/positions.csv")
    val cut = pixels("s3a://ours/positions.csv", tiles)
    cut should have size 2
    cut shouldBe pixels(sources, images.path)
  }

  "classify-allsky without --tiles" should "use complete images of a bucket, and say which it needs of one that it cannot open" in {
    val own = Files.createTempDirectory("allsky-own")
    ModelFolder.write(own.resolve("model"), RandomModels.model(RandomModels.liteShape, 7))
    service.bucket("closed")
    def classify(from: String): Outcome =
      CommandLine.allsky(
        "classify-allsky",
        "--sources",
        s"${Positions.csv("0.01,0.01")}",
        "--output",
        s"${own.resolve("out")}",
        "--model",
        s"${own.resolve("model")}",
        "--base-url",
        from,
        "--spool",
        s"${own.resolve("spool")}"
      )
    val refused = classify("s3a://closed/images")
    refused.exitCode shouldBe 1
    val line = refused.err.linesIterator.toSeq.last
    line should startWith(
      "classify-allsky: Could not fetch 3 of 3 files (Cannot open --base-url s3a://closed/images: there are no AWS credentials"
    )
    line should include(
      s"put these Atlas images into ${own.resolve("out-tiles")} first: 3 files, such as 00/0000/0000p000_ac51/0000p000_ac51-w1-int-3.fits;"
    )
    refused.err should not include "\tat "
    val done = classify(public)
    withClue(done.err)(done.exitCode shouldBe 0)
    done.err should include("1 sources on 1 tiles: 0 squares and 3 complete images")
    Predictions.in(own.resolve("out")).filter("status = 'OK'").count() shouldBe 1
  }

  "An output in a bucket" should "be held by one run, and be free again" in {
    val hadoop = spark.sparkContext.hadoopConfiguration
    def take() = OutputLock.take("--output", "s3a://ours/held", "crossmatch", hadoop, _ => ())
    val first = take()
    (the[UserError] thrownBy take()).getMessage should startWith(
      "Cannot write --output s3a://ours/held: it is held by crossmatch of "
    )
    first.requireHeld()
    first.close()
    noException should be thrownBy take().close()
  }

  "What is wrong with a bucket" should "be one line, soon" in {
    val reader = Seq("endpoint" -> "http://127.0.0.1:9", "endpoint.region" -> "us-west-2")
    service.bucket("strange")
    service.bucket("there-is-none", service.keys: _*)
    Files.delete(service.folder.resolve("there-is-none"))
    service.configure("nobody-there", reader ++ service.keys: _*)
    val faults = Table(
      ("bucket", "reason"),
      ("there-is-none", "The specified bucket does not exist"),
      ("strange", "there are no AWS credentials"),
      ("nobody-there", "Connect to 127.0.0.1:9 ")
    )
    forAll(faults) { (bucket, reason) =>
      val start = System.nanoTime()
      val from = fetch(s"s3a://$bucket/images", Files.createTempDirectory("allsky-fetched"))
      from.err.linesIterator.toSeq.last should startWith(
        s"fetch-tiles: Cannot open --base-url s3a://$bucket/images: "
      )
      val to = fetch(public, s"s3a://$bucket/images")
      to.err.linesIterator.toSeq.last should startWith("fetch-tiles: Cannot read --tiles ")
      for (result <- Seq(from, to)) {
        result.exitCode shouldBe 1
        result.err should include(reason)
        result.err should not include "\tat "
        result.err should not include "Request ID"
      }
      (System.nanoTime() - start) / 1e9 should be < 60.0
    }
  }
}
