package allsky.spark.cli

import allsky.spark.LocalSpark

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Which columns crossmatch takes as classes and keys, and which it carries. */
class CrossmatchColumnsSpec extends AnyFlatSpec with Matchers with CrossmatchFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  "crossmatch" should "join the columns of a catalog without classes" in {
    val gaia = file("gaia.csv", "source_id,ra,dec,g_mag", "901,10.0,10.0001,15.5", "902,70,70,16.5")
    val output = newFolder().toString
    val result =
      run("--sources", sources, "--spectra", gaia, "--output", output, "--match-prefix", "gaia_")
    withClue(result.err) { result.exitCode shouldBe 0 }
    val rows = spark.read.parquet(output)
    rows.columns shouldBe Array(
      "designation",
      "ra",
      "dec",
      "cc_flags",
      "z",
      "gaia_source_id",
      "gaia_ra",
      "gaia_dec",
      "gaia_g_mag",
      "separation_arcsec",
      "candidates",
      "source_candidates",
      "_healpix_29"
    )
    rows.select("designation", "gaia_source_id", "z").as[(String, Long, Double)].collect() shouldBe
      Array(("J1", 901L, 17.5))
  }

  it should "join a catalog whose class is of another kind, and say why" in {
    def joined(name: String, lines: String*) = {
      val output = newFolder().toString
      val result =
        run("--sources", sources, "--spectra", file(name, lines: _*), "--output", output)
      withClue(result.err) { result.exitCode shouldBe 0 }
      (result.err, spark.read.parquet(output).columns.toSeq, spark.read.parquet(output).count())
    }
    val (said, columns, rows) =
      joined("agn.csv", "objid,ra,dec,class", "1,10,10,AGN", "2,20,20,YSO", "3,30,30,STAR")
    said should include("class is STAR, GALAXY or QSO in 1 of 3 sampled rows")
    columns should contain("match_class")
    columns should not contain "label"
    rows shouldBe 3
    val (why, _, three) =
      joined("number.csv", "objid,ra,dec,class", "1,10,10,1", "2,20,20,3", "3,30,30,6")
    why should include("class is STAR, GALAXY or QSO in 0 of 3 sampled rows")
    three shouldBe 3
  }

  it should "keep the user's own key, and say it where rows are numbered" in {
    def matched(name: String, lines: String*) = {
      val output = newFolder().toString
      val own = file(name, lines: _*)
      val result = run("--sources", own, "--spectra", spectra, "--output", output)
      withClue(result.err) { result.exitCode shouldBe 0 }
      val rows = spark.read.parquet(output).select("WISEA", "specobjid").as[(String, String)]
      (result.err, rows.collect().toSeq)
    }
    val (said, rows) = matched("own.csv", "WISEA,ra,dec", "J1,10,10", "J2,20,20")
    said should include("own.csv: key is WISEA, because of its name; use --key-column to name" +
      " another one")
    rows.map(_._1) should contain theSameElementsAs Seq("J1", "J2")
    val (numbered, _) = matched("same.csv", "WISEA,ra,dec", "J,10,10", "J,20,20")
    numbered should include(
      "same.csv: rows are numbered in the column row: WISEA cannot be the key"
    )
  }

  it should "carry chosen columns, keep all sources and balance the classes" in {
    def table(options: String*) = {
      val output = newFolder().toString
      val result =
        run(Seq("--sources", sources, "--spectra", spectra, "--output", output) ++ options: _*)
      withClue(result.err) { result.exitCode shouldBe 0 }
      spark.read.parquet(output)
    }
    val chosen = table("--columns", "CC_FLAGS", "--spectra-columns", "class,zWarning")
    chosen.columns should contain theSameElementsInOrderAs Seq(
      "designation",
      "ra",
      "dec",
      "cc_flags",
      "match_class",
      "match_zWarning",
      "specobjid",
      "label",
      "z",
      "separation_arcsec",
      "candidates",
      "source_candidates",
      "split",
      "_healpix_29"
    )
    val all = table("--join", "left").select("designation", "label", "split")
    all.filter("label is null and split is null").count() shouldBe 3
    all.count() shouldBe 5
    table("--join", "anti").select("designation").as[String].collect() should
      contain theSameElementsAs Seq("J3", "J4", "J5")
    table("--match", "all", "--per-class", "1")
      .select("label")
      .as[String]
      .collect() should contain theSameElementsAs Seq("GALAXY", "QSO", "STAR")
    val wrong = run(
      "--sources",
      sources,
      "--spectra",
      spectra,
      "--output",
      newFolder().toString,
      "--columns",
      "w9mpro"
    )
    wrong.exitCode shouldBe 1
    wrong.err.linesIterator.toSeq.last shouldBe
      "crossmatch: Invalid --columns (a column of it): w9mpro"
  }
}
