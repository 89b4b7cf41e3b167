package allsky.spark.job

import java.nio.file.{Files, Path}

import allsky.sky.Healpix
import allsky.spark.LocalSpark
import allsky.spark.table.TableFolder
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CrossmatchSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val folder = Files.createTempDirectory("allsky-crossmatch")

  private def file(name: String, lines: String*): String =
    Files.writeString(folder.resolve(name), lines.mkString("", "\n", "\n")).toString

  private def newFolder(): Path = Files.createTempDirectory("allsky-matches").resolve("matches")

  private val arcsec = 1 / 3600.0

  private val sources = file(
    "allwise.csv",
    "designation,ra,dec,cc_flags,z",
    "J1,10.0,10.0,0000,17.5",
    "J2,20.0,20.0,0000,17.6",
    "J3,30.0,30.0,hH00,17.7",
    "J4,40.0,40.0,0000,17.8",
    "J5,,50.0,0000,17.9"
  )

  private val spectra = file(
    "specObj.csv",
    "specObjID,class,plug_ra,plug_dec,z,zWarning,specPrimary",
    s"12462617271914000001,GALAXY,10.0,${10 + 0.5 * arcsec},0.1,0,1",
    s"2,STAR  ,10.0,${10 - 1.5 * arcsec},0.0,0,1",
    s"3,QSO,20.0,${20 + 0.1 * arcsec},2.5,0,1",
    s"4,QSO,20.0,20.0,1.1,4,1",
    s"5,QSO,20.0,20.0,1.2,0,0",
    s"6,UNKNOWN,30.0,30.0,0,0,1",
    s"7,STAR,40.0,${40 + 3 * arcsec},0,0,1",
    "8,STAR,,,0,0,1"
  )

  private def run(args: String*) = CommandLine.allsky("crossmatch" +: args: _*)

  "crossmatch" should "write one row for each labelled source" in {
    val output = newFolder()
    val result = run("--sources", sources, "--spectra", spectra, "--output", output.toString)
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

  it should "split sources 8:1:1 by their keys and the seed alone" in {
    val positions = (1 to 3000).map(i => (i.toLong, i * 0.1, i * 0.01))
    val catalog = folder.resolve("many").toString
    positions.toDF("cntr", "ra", "dec").repartition(7).write.mode("overwrite").parquet(catalog)
    val labels = folder.resolve("labels").toString
    positions
      .map(p => (p._1.toString, "STAR", p._2, p._3))
      .toDF("specobjid", "class", "ra", "dec")
      .write
      .mode("overwrite")
      .parquet(labels)
    def splits(source: String, seed: Int): Map[Long, String] = {
      val output = newFolder().toString
      val result =
        run("--sources", source, "--spectra", labels, "--output", output, "--seed", s"$seed")
      withClue(result.err) { result.exitCode shouldBe 0 }
      spark.read.parquet(output).select("cntr", "split").as[(Long, String)].collect().toMap
    }
    val one = splits(catalog, 1)
    val counts = one.values.groupBy(identity).mapValues(_.size)
    counts("train") shouldBe 2400 +- 100
    counts("validation") shouldBe 300 +- 70
    counts("test") shouldBe 300 +- 70
    val reordered = folder.resolve("reordered").toString
    spark.read.parquet(catalog).orderBy($"ra".desc).coalesce(1).write.parquet(reordered)
    splits(reordered, 1) shouldBe one
    splits(catalog, 2) should not be one
  }

  it should "join the columns of a catalog without classes" in {
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

  it should "note positions that look like radians or hours, however they are matched" in {
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
    val likeRadians = "positions look like radians; they were taken as degrees"
    val likeHours = "right ascensions look like hours; they were taken as degrees"
    notesOf(degrees, degrees) shouldBe empty
    notesOf(northern, degrees) shouldBe empty
    notesOf(radians, degrees) shouldBe Seq(s"--sources: $likeRadians")
    notesOf(degrees, radians) shouldBe Seq(s"--spectra: $likeRadians")
    notesOf(hours, radians) shouldBe Seq(s"--sources: $likeHours", s"--spectra: $likeRadians")
    notesOf(degrees, hours, "--join", "anti") shouldBe Seq(s"--spectra: $likeHours")
    notesOf(hours, radians, "--largest-index", "0") should
      contain allOf (s"--sources: $likeHours", s"--spectra: $likeRadians")
  }

  it should "say where pairs by chance were not measured, and why" in {
    def notes(options: String*) = notesOf(sources, spectra, options: _*)
    notes() shouldBe empty
    notes("--largest-index", "3") shouldBe
      Seq("pairs by chance were not measured: both catalogs have more rows than --largest-index")
    notes("--radius-arcsec", "61") shouldBe
      Seq("pairs by chance were not measured: the radius is above 60 arcsec")
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

  it should "end with 1 and one line where the user's data or options are at fault" in {
    def refusal(options: String*): String = {
      val result = run(options: _*)
      result.exitCode shouldBe 1
      result.err should not include "\tat "
      result.err.linesIterator.toSeq.last
    }
    val output = newFolder().toString
    refusal("--sources", "/no/such.csv", "--spectra", spectra, "--output", output) shouldBe
      "crossmatch: Cannot read --sources /no/such.csv: there is no such file or folder."
    val list = file("list.csv", "x,y", "1,2")
    refusal("--sources", list, "--spectra", spectra, "--output", output) should include(
      s"Cannot read --sources $list: no column ra"
    )
    refusal(
      "--sources",
      sources,
      "--spectra",
      spectra,
      "--output",
      output,
      "--radius-arcsec",
      "-1"
    ) shouldBe "crossmatch: Invalid --radius-arcsec (0 to 648000): -1.0"
    refusal(
      "--sources",
      sources,
      "--spectra",
      spectra,
      "--output",
      output,
      "--spectra-class-column",
      "kind"
    ) should include("--spectra-class-column kind names no column of it")
    val foreign = Files.createTempDirectory("allsky-foreign")
    Files.writeString(foreign.resolve("thesis.tex"), "precious")
    refusal("--sources", sources, "--spectra", spectra, "--output", foreign.toString) should
      include("it holds files that allsky did not make")
    Files.exists(Path.of(output)) shouldBe false
  }

  it should "replace a finished output only with --overwrite, and never its own input" in {
    val output = newFolder().toString
    val job = Seq("--sources", sources, "--spectra", spectra, "--output", output)
    run(job: _*).exitCode shouldBe 0
    val again = run(job: _*)
    again.exitCode shouldBe 1
    again.err should include("add --overwrite to replace it")
    run(job :+ "--overwrite": _*).exitCode shouldBe 0
    val itself =
      run("--sources", output, "--spectra", spectra, "--output", output, "--overwrite")
    itself.exitCode shouldBe 1
    itself.err should include("it holds what --sources reads")
    spark.read.parquet(output).count() shouldBe 2
  }

  it should "end with 2 where it is called wrongly" in {
    run("--sources", sources).exitCode shouldBe 2
    run(
      "--sources",
      sources,
      "--spectra",
      spectra,
      "--output",
      "x",
      "--match",
      "first"
    ).exitCode shouldBe 2
  }
}
