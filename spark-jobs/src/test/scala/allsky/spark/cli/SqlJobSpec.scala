package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.tiles.AtlasFolder
import allsky.spark.tiles.TileIndex
import java.io.ByteArrayInputStream
import java.nio.file.{Files, Path}

import allsky.spark.cli.CommandLine.allsky
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SqlJobSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  /** A run with finished matches, unfinished predictions and a catalog of two sources. */
  private lazy val run: Path = {
    val folder = Files.createTempDirectory("allsky run")
    write(folder.resolve("matches"), "select 7L cntr, 'QSO' label, X'000102' pixels")
    write(folder.resolve("sky/allwise"), "select id cntr, id * 1.5D ra from range(2)")
    write(folder.resolve("predictions"), "select 1 as n")
    Files.createFile(folder.resolve("matches/_run.json"))
    Files.createFile(folder.resolve("sky/_SUCCESS"))
    Files.delete(folder.resolve("predictions/_SUCCESS"))
    folder
  }

  private def write(folder: Path, query: String): Unit =
    spark.sql(query).coalesce(1).write.parquet(folder.toString)

  /** A folder with a table in one folder and another one in a folder by the value of a column. */
  private lazy val twoTables: Path = {
    val folder = Files.createTempDirectory("two tables")
    write(folder.resolve("first"), "select 1 as n")
    write(folder.resolve("n=2"), "select 2 as m")
    Files.delete(folder.resolve("first/_SUCCESS"))
    Files.delete(folder.resolve("n=2/_SUCCESS"))
    folder
  }

  private def sql(words: String*): Outcome = allsky("sql" +: words: _*)

  "sql" should "print the rows of a run's table by its name" in {
    val printed = sql("--run", run.toString, "-e", "select * from matches")
    printed.exitCode shouldBe 0
    printed.out shouldBe
      """cntr  label  pixels
        |7     QSO    [3 bytes]
        |""".stripMargin
  }

  it should "name only the tables that are finished" in {
    val printed = sql("--run", run.toString, "-e", "select count(*) from sources")
    printed.err should include("sql: tables sources, matches\n")
    // Of another spec in this session.
    spark.catalog.dropTempView("predictions")
    sql("--run", run.toString, "-e", "select * from predictions").exitCode shouldBe 1
  }

  it should "name the tiles that a job has indexed" in {
    val run = Files.createTempDirectory("allsky run")
    val folder = new AtlasFolder().addTile("0000p000_ac51", 0, 0)
    val tiles = Files.move(folder.path, run.resolve("tiles"))
    TileIndex.of(spark, s"$tiles", s"$tiles/_tiles")
    val query = "select coadd_id, count(band) bands, max(magzp) from tiles group by 1"
    val printed = sql("--run", run.toString, "-e", query)
    printed.err should include("sql: tables tiles\n")
    printed.out should include("0000p000_ac51  3      20.5")
  }

  it should "name the rows that a cross-match rejected" in {
    val run = Files.createTempDirectory("allsky run")
    val sources = Files.writeString(run.resolve("s.csv"), "id,ra,dec\n1,10,10\n2,,10\n3,10,91\n")
    val spectra = Files.writeString(run.resolve("g.csv"), "id,ra,dec\n7,10,10\n")
    val job = Seq("--sources", s"$sources", "--spectra", s"$spectra", "--output", s"$run/matches")
    allsky("crossmatch" +: job: _*).exitCode shouldBe 0
    val query = "select r.key, r.reason, count(m.id) n from rejected r left join matches m" +
      " on m.id = r.key group by 1, 2 order by 1"
    val printed = sql("--run", run.toString, "-e", query)
    printed.err should include("sql: tables matches, rejected\n")
    printed.out shouldBe
      """key  reason            n
        |2    NO_POSITION       0
        |3    DEC_OUT_OF_RANGE  0
        |""".stripMargin
  }

  it should "print every row as CSV with --format csv" in {
    val query = "select ra, ra, null as z, 'a \"b\", c' as t, X'00ff' as p from sources order by ra"
    sql("--run", run.toString, "--format", "csv", "-e", query).out shouldBe
      """ra,ra,z,t,p
        |0.0,0.0,,"a ""b"", c",00FF
        |1.5,1.5,,"a ""b"", c",00FF
        |""".stripMargin
  }

  it should "say that a table has more rows than it shows" in {
    val printed = sql("--rows", "2", "-e", "select id from range(3)")
    printed.out shouldBe "id\n0\n1\n... more rows; see --rows, or --format csv for all\n"
    sql("--rows", "3", "-e", "select id from range(3)").out shouldBe "id\n0\n1\n2\n"
  }

  it should "run the statements of standard input" in {
    val statements = "select 1 as a;\nselect 2\n  as b;\nexit\nselect 3 as c;"
    typing(statements)(sql()).out shouldBe "a\n1\nb\n2\n"
  }

  it should "go on after a wrong statement where it prompts" in {
    val outcome = typing("selec;\nselect 2 as b;\n")(sql("--interactive"))
    outcome.exitCode shouldBe 0
    outcome.out should include("b\n2\n")
    outcome.err should include("sql: Cannot run the query: Syntax error at or near 'selec'")
  }

  private val wrong = Map(
    "a word that SQL does not know" -> "selec 1",
    "a table that is not there" -> "select * from nosuch",
    "a column that is not there" -> "select nosuch from range(1)",
    "a folder that is not there" -> "select * from parquet.`/no/such/folder`",
    "a fault that only the rows show" -> "select raise_error('bad') from range(3)"
  )

  private def shouldBeOneLine(query: String): Unit = {
    val outcome = sql("-e", query)
    outcome.exitCode shouldBe 1
    outcome.out shouldBe empty
    val lines = outcome.err.linesIterator.filterNot(_.startsWith("sql: --")).toSeq
    lines should have size 1
    lines.head should startWith("sql: Cannot run the query: ")
  }

  wrong.foreach { case (fault, query) =>
    it should s"answer $fault with one line and exit code 1" in shouldBeOneLine(query)
  }

  it should "answer folders of two tables with one line and exit code 1" in {
    val query = s"select * from parquet.`$twoTables`"
    shouldBeOneLine(query)
    sql("-e", query).err should include regex "not of one table \\(.*/first, .*\\)"
  }

  it should "say that a run is not there" in {
    val outcome = sql("--run", "/no/such/run", "-e", "select 1")
    outcome.exitCode shouldBe 1
    outcome.err should endWith("sql: Cannot read --run /no/such/run: there is no such folder.\n")
  }

  it should "say that a run holds no table" in {
    val empty = Files.createTempDirectory("allsky-empty").toString
    sql("--run", empty, "-e", "select 1").err should include(
      s"sql: Cannot query --run $empty: it has no finished table"
    )
  }

  private def typing[T](text: String)(work: => T): T = {
    val keyboard = System.in
    System.setIn(new ByteArrayInputStream(text.getBytes))
    try work
    finally System.setIn(keyboard)
  }
}
