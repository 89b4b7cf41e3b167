package allsky.spark.cli

import allsky.sky.Healpix
import allsky.spark.LocalSpark
import allsky.spark.table.TableFolder
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import org.apache.spark.sql.functions.col
import org.apache.spark.sql.types.{MetadataBuilder, StructField}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Which rows and columns crossmatch writes. */
class CrossmatchSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  /** A source whose catalog says what its columns are. */
  private lazy val sky: String = {
    val magnitude = new MetadataBuilder().putString("comment", "Magnitude").putString("unit", "mag")
    val path = folder.resolve("described").toString
    Seq(("J1", 10.0, 10.0, 15.5))
      .toDF("designation", "ra", "dec", "mag")
      .withColumn("mag", col("mag").as("mag", magnitude.build()))
      .write
      .parquet(path)
    path
  }

  private lazy val (result, output) = {
    val output = newFolder()
    (run("--sources", sources, "--spectra", spectra, "--output", output.toString), output)
  }

  "crossmatch" should "write one row for each labelled source" in {
    withClue(result.err) { result.exitCode shouldBe 0 }
    val matches = spark.read.parquet(output.toString)
    matches.columns shouldBe Array(
      "designation",
      "ra",
      "dec",
      "cc_flags",
      "source_z",
      "specobjid",
      "label",
      "z",
      "separation_arcsec",
      "candidates",
      "source_candidates",
      "split",
      "_healpix_29"
    )
    val rows = matches
      .select("designation", "specobjid", "label", "z", "candidates", "source_candidates")
      .as[(String, String, String, Double, Int, Int)]
      .collect()
    rows.toSet shouldBe Set(
      ("J1", "12462617271914000001", "GALAXY", 0.1, 2, 1),
      ("J2", "3", "QSO", 2.5, 1, 1)
    )
    val first = matches.filter("designation = 'J1'").head()
    first.getAs[Double]("separation_arcsec") shouldBe 0.5 +- 1e-9
    first.getAs[Long]("_healpix_29") shouldBe Healpix.cell(29, 10, 10)
    first.getAs[String]("cc_flags") shouldBe "0000"
    matches.schema("separation_arcsec").metadata.getString("unit") shouldBe "arcsec"
    Files.exists(output.resolve("_SUCCESS")) shouldBe true
    TableFolder.identity(matches.schema).get.options.get("radius-arcsec") shouldBe "2.0"
    val summary = Files.readString(output.resolve("_summary.json"))
    Seq("NO_POSITION", "NOT_PRIMARY", "OTHER_CLASS", "REDSHIFT_WARNING").foreach { reason =>
      summary should include(s""""$reason": 1""")
    }
    summary should include(""""ambiguous": 1""")
    summary should include(""""unmatchedSources": 3""")
    Files.exists(output.resolve("_separations.png")) shouldBe true
    spark.read
      .parquet(output.resolve("_rejected").toString)
      .select("input", "reason", "key")
      .as[(String, String, String)]
      .collect() should contain theSameElementsAs Seq(
      ("sources", "NO_POSITION", "J5"),
      ("spectra", "REDSHIFT_WARNING", "4"),
      ("spectra", "NOT_PRIMARY", "5"),
      ("spectra", "OTHER_CLASS", "6"),
      ("spectra", "NO_POSITION", "8")
    )
    result.out should include("matches               2  1 GALAXY, 1 QSO")
  }

  it should "write every row of both catalogs, those without a match without the other side" in {
    val output = newFolder()
    val job = Seq("--sources", sources, "--spectra", spectra, "--output", output.toString)
    val result = run(job ++ Seq("--join", "outer"): _*)
    withClue(result.err) { result.exitCode shouldBe 0 }
    val rows = spark.read.parquet(output.toString)
    rows
      .select("designation", "specobjid", "label", "source_candidates")
      .as[(Option[String], Option[String], Option[String], Option[Int])]
      .collect() should contain theSameElementsAs Seq(
      (Some("J1"), Some("12462617271914000001"), Some("GALAXY"), Some(1)),
      (Some("J2"), Some("3"), Some("QSO"), Some(1)),
      (Some("J3"), None, None, None),
      (Some("J4"), None, None, None),
      (Some("J5"), None, None, None),
      // Farther from J1 than its match; near no source; rejected, so without a label.
      (None, Some("2"), Some("STAR"), Some(1)),
      (None, Some("7"), Some("STAR"), Some(0)),
      (None, Some("4"), None, Some(0)),
      (None, Some("5"), None, Some(0)),
      (None, Some("6"), None, Some(0)),
      (None, Some("8"), None, Some(0))
    )
    val ofSource = Seq("ra", "dec", "separation_arcsec", "candidates", "split", "_healpix_29")
    rows
      .filter("designation is null")
      .filter(ofSource.map(name => s"$name is null").mkString(" and "))
      .count() shouldBe 6
    val summary = Files.readString(output.resolve("_summary.json"))
    summary should include(""""matches": 2""")
    summary should include(""""unmatchedSources": 3""")
    summary should include(""""unmatchedSpectra": 6""")
  }

  it should "describe its own columns and keep what the catalogs say of theirs" in {
    def written(spectra: String): Path = {
      val output = newFolder()
      val result = run("--sources", sky, "--spectra", spectra, "--output", output.toString)
      withClue(result.err) { result.exitCode shouldBe 0 }
      output
    }
    def described(field: StructField) =
      Seq("comment", "unit", "ucd").filter(field.metadata.contains).map(field.metadata.getString)
    val labelled = written(spectra)
    val matches = spark.read.parquet(labelled.toString).schema
    described(matches("mag")) shouldBe Seq("Magnitude", "mag")
    described(matches("separation_arcsec")) shouldBe
      Seq(
        "Separation of source and spectrum, at --match-epoch where given",
        "arcsec",
        "pos.angDistance"
      )
    matches.drop(4).foreach(field => field.getComment() should not be empty)
    val rejected = spark.read.parquet(labelled.resolve("_rejected").toString).schema
    described(rejected("ra")) should contain inOrder ("deg", "pos.eq.ra")
    rejected.foreach(field => field.getComment() should not be empty)
    val joined = spark.read.parquet(written(sky).toString).schema
    described(joined("match_mag")) shouldBe Seq("Magnitude", "mag")
  }

  it should "leave only the matches to a recursive glob for *.parquet" in {
    withClue(result.err) { result.exitCode shouldBe 0 }
    def files(ending: String) =
      Files.walk(output).iterator.asScala.map(output.relativize(_).toString).filter(
        _.endsWith(ending)
      ).toSeq
    files(".parquet") should not be empty
    files(".parquet").filter(_.contains("/")) shouldBe empty
    files(".parq") should not be empty
    files(".parq").foreach(_ should startWith("_rejected/"))
  }

  it should "match more or less by its options" in {
    def keys(options: String*): Seq[(String, String)] = {
      val output = newFolder().toString
      val result =
        run(Seq("--sources", sources, "--spectra", spectra, "--output", output) ++ options: _*)
      withClue(result.err) { result.exitCode shouldBe 0 }
      val rows = spark.read.parquet(output).select("designation", "specobjid")
      rows.as[(String, String)].collect().map { case (d, s) => (d, s.takeRight(1)) }.toSeq.sorted
    }
    keys("--match", "all") shouldBe Seq("J1" -> "1", "J1" -> "2", "J2" -> "3")
    keys("--exclude-ambiguous") shouldBe Seq("J2" -> "3")
    keys("--radius-arcsec", "5") shouldBe Seq("J1" -> "1", "J2" -> "3", "J4" -> "7")
    keys("--keep-redshift-warnings") shouldBe Seq("J1" -> "1", "J2" -> "4")
    keys("--keep-redshift-warnings", "--keep-repeats", "--match", "all") shouldBe
      Seq("J1" -> "1", "J1" -> "2", "J2" -> "3", "J2" -> "4", "J2" -> "5")
    keys("--radius-arcsec", "0") shouldBe empty
  }

  it should "split sources by their keys and the seed, in whatever order they come" in {
    val positions = (1 to 300).map(i => (i.toLong, i * 0.1, i * 0.01))
    val labels = folder.resolve("labels").toString
    positions
      .map(p => (p._1.toString, "STAR", p._2, p._3))
      .toDF("specobjid", "class", "ra", "dec")
      .write
      .parquet(labels)
    def splits(name: String, positions: Seq[(Long, Double, Double)], seed: Int) = {
      val catalog = folder.resolve(name).toString
      positions.toDF("cntr", "ra", "dec").write.parquet(catalog)
      val output = newFolder().toString
      val result =
        run("--sources", catalog, "--spectra", labels, "--output", output, "--seed", s"$seed")
      withClue(result.err) { result.exitCode shouldBe 0 }
      spark.read.parquet(output).select("cntr", "split").as[(Long, String)].collect().toMap
    }
    val one = splits("many", positions, 1)
    one.values.toSet shouldBe Set("train", "validation", "test")
    splits("reordered", positions.reverse, 1) shouldBe one
    splits("again", positions, 2) should not be one
  }
}
