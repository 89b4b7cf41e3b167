package allsky.spark.catalog

import allsky.RealSky
import allsky.spark.LocalSpark
import allsky.spark.catalog.files.CatalogFormat
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import org.apache.spark.sql.types._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class CsvSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val known = ColumnChoice.BY_KNOWN_NAMES

  "A CSV" should "be read by its header, past its comments, with archives' text left as text" in {
    val input = file(
      "sky.csv",
      "#Table1",
      "designation,RA,Dec,cc_flags,n",
      "J0001,10.5,-3,0000,1",
      "# a comment",
      "",
      "J0002,11.5,-4,hH00,null"
    )
    val sources = CatalogReader.sources(spark, input, known)
    sources.keyColumn shouldBe "designation"
    sources.rows.schema("cc_flags").dataType shouldBe StringType
    sources.rows.schema("n").dataType shouldBe IntegerType
    sources.rows.select("ra", "cc_flags", "n").as[(Double, String, Option[Int])].collect() shouldBe
      Array((10.5, "0000", Some(1)), (11.5, "hH00", None))
  }

  it should "get row numbers as keys where it has none" in {
    val sources =
      CatalogReader.sources(spark, file("list.csv", "ra,dec", "10,1", "20,2", "30,3"), known)
    sources.keyColumn shouldBe "row"
    sources.rows.select("row", "ra").as[(Long, Double)].collect() shouldBe
      Array((1L, 10.0), (2L, 20.0), (3L, 30.0))
  }

  it should "be understood whatever separates its fields" in {
    val separators = Table(
      ("separator", "notes"),
      (",", Nil),
      ("\t", Seq("its fields are separated by tabs")),
      (";", Seq("its fields are separated by semicolons")),
      ("|", Seq("its fields are separated by bars"))
    )
    forAll(separators) { (separator, notes) =>
      val lines = Seq(Seq("id", "ra", "dec"), Seq("a,b c", "10.5", "-3")).map(
        _.map(text => if (text.contains(separator)) "\"" + text + "\"" else text)
          .mkString(separator)
      )
      val catalog = read(file("sky.txt", lines: _*))
      catalog.notes.toArray shouldBe notes.toArray
      catalog.rows.as[(String, Double, Int)].collect() shouldBe Array(("a,b c", 10.5, -3))
    }
  }

  it should "keep what stands between quotes" in {
    val catalog = read(
      file(
        "quoted.csv",
        "\"name\", \"ra\" ,\"remark\"",
        "\"M 31, Andromeda\",\"10.68\",\"the \"\"great\"\" one\"",
        "M 33 , 23.46 ,\"\""
      )
    )
    catalog.rows.as[(String, Double, Option[String])].collect() shouldBe Array(
      ("M 31, Andromeda", 10.68, Some("the \"great\" one")),
      ("M 33", 23.46, None)
    )
  }

  private val guesses = Table(
    ("texts", "type"),
    (Seq("1", "-2", "null"), IntegerType),
    (Seq("1", "3000000000"), LongType),
    (Seq("1237658303818694745"), LongType),
    (Seq("1", "12462617271914112000"), DecimalType(20, 0)),
    (Seq("1.5", "2", "1e-3", "NaN", "-inf"), DoubleType),
    (Seq("1.24E+18"), DoubleType),
    (Seq("1.5", "1237658303818694745"), StringType),
    (Seq("123456789012345678901"), StringType),
    (Seq("000", "111"), StringType),
    (Seq("0", "0.5"), DoubleType),
    (Seq("1", "0x10"), StringType),
    (Seq("true", "False"), BooleanType),
    (Seq("true", "1"), StringType),
    (Seq("2010-04-13"), StringType),
    (Seq("", "null"), StringType)
  )

  it should "give each column the narrowest type that keeps every digit" in {
    forAll(guesses) { (texts, dataType) =>
      val catalog = read(file("types.csv", "x,y" +: texts.map(_ + ",1"): _*))
      catalog.rows.schema("x").dataType shouldBe dataType
      catalog.rows.collect().length shouldBe texts.length
    }
  }

  it should "list the lines with too few or too many fields, and keep all others" in {
    val catalog = read(
      file("ragged.csv", "name,ra,dec", "a,1,2", "b,1", "c,1,2,3", "d,1,2,", "e", "f,\"1,2", "g,,")
    )
    malformed(catalog) shouldBe Seq(
      "b,1" -> "2 fields instead of 3",
      "c,1,2,3" -> "4 fields instead of 3",
      "e" -> "1 field instead of 3",
      "f,\"1,2" -> "a quoted field has no closing quote"
    )
    catalog.rows.select("name", "ra").as[(String, Option[Int])].collect() shouldBe
      Array(("a", Some(1)), ("d", Some(1)), ("g", None))
  }

  it should "list the stray texts of a column of numbers, and its header where it comes again" in {
    val lines = (1 to 2000).map(i => s"$i,${i / 10.0},$i")
    val catalog = read(
      file("strays.csv", ("id,ra,dec" +: lines) ++ Seq("id,ra,dec", "2001,ten,1", "2002,1,2"): _*)
    )
    catalog.rows.schema("ra").dataType shouldBe DoubleType
    malformed(catalog) shouldBe Seq(
      "id,ra,dec" -> "it repeats the header line",
      "2001,ten,1" -> "ra: 'ten' is not a valid number"
    )
    catalog.rows.count() shouldBe 2001
  }

  it should "be text in a column where many texts are no numbers" in {
    val catalog = read(file("text.csv", "id,ra,dec", "1,10.5,1", "2,ten,2"))
    catalog.rows.schema("ra").dataType shouldBe StringType
    malformed(catalog) shouldBe empty
  }

  it should "have rows that begin with # below its header, and comments above it" in {
    val catalog = read(file("hash.csv", "#Table1", "  # made", "", "id,ra", "#4,1.5", "s5,2.5"))
    catalog.rows.as[(String, Double)].collect() shouldBe Array(("#4", 1.5), ("s5", 2.5))
    malformed(catalog) shouldBe empty
  }

  it should "list the comments below its header" in {
    val catalog = read(file("end.csv", "id,ra,dec", "1,10,20", "# the end"))
    malformed(catalog) shouldBe Seq("# the end" -> "1 field instead of 3")
  }

  it should "be read below a byte order mark and blank lines" in {
    val catalog = read(file("lead.csv", "\ufeff", "  ", "#Table1", " id,ra", "1,10"))
    catalog.format shouldBe CatalogFormat.CSV
    catalog.rows.as[(Int, Int)].collect() shouldBe Array((1, 10))
  }

  it should "have distinct names for all its columns" in {
    val catalog = read(file("names.csv", ",ra,dec,RA,", "1,10,20,30,"))
    catalog.rows.columns shouldBe Array("column1", "ra", "dec", "RA_2")
    catalog.rows.as[(Int, Int, Int, Int)].collect() shouldBe Array((1, 10, 20, 30))
  }

  it should "be read packed, and as a folder of parts with one header" in {
    val parts = folder()
    write(parts.resolve("part-0.csv.gz"), "id,ra,dec", "1,10,20")
    write(parts.resolve("part-1.csv.bz2"), "id,ra,dec", "2,30,40.5")
    write(parts.resolve("_SUCCESS"), "")
    val input = TableInput.sources(parts.toString)
    val catalog = read(input)
    catalog.rows.as[(Int, Int, Double)].collect() shouldBe Array((1, 10, 20.0), (2, 30, 40.5))
    malformed(catalog) shouldBe empty
    write(parts.resolve("part-2.csv"), "id,dec,ra", "3,1,2")
    message(input) should endWith(
      "its files part-0.csv.gz and part-2.csv have different header lines; read them one by one."
    )
  }

  it should "say that the names of its folders are no columns" in {
    val parts = folder()
    write(parts.resolve("zone=1/part-0.csv"), "id,ra,dec", "1,10,20")
    write(parts.resolve("zone=2/part-0.csv"), "id,ra,dec", "2,10,20")
    val catalog = read(TableInput.sources(parts.toString))
    catalog.notes.toArray shouldBe
      Array("the names of name=value folders are not read as columns")
    catalog.rows.select("id").as[Int].collect() shouldBe Array(1, 2)
  }

  it should "be read whole from Windows, with its byte order mark and line ends" in {
    val catalog = read(file("windows.csv", "\ufeffid,ra,dec\r", "1,10,20\r", "2,30,40\r"))
    catalog.rows.columns shouldBe Array("id", "ra", "dec")
    catalog.rows.as[(Int, Int, Int)].collect() shouldBe Array((1, 10, 20), (2, 30, 40))
    malformed(catalog) shouldBe empty
  }

  it should "be shared by several tasks, packed by bzip2 too, without losing or doubling a line" in {
    val rows = 200000
    val lines = "id,ra,dec" +: (1 to rows).map(i => s"$i,${i * 7919L % 360},${i % 90}")
    val conf = "spark.sql.files.maxPartitionBytes"
    val before = spark.conf.get(conf)
    spark.conf.set(conf, "100000")
    try {
      Seq("long.csv", "long.csv.bz2").foreach { name =>
        val catalog = read(file(name, lines: _*))
        catalog.rows.rdd.getNumPartitions should be > 3
        catalog.rows.selectExpr("count(*)", "sum(id)", "count(distinct id)").as[(Long, Long, Long)]
          .collect() shouldBe Array((rows.toLong, rows * (rows + 1L) / 2, rows.toLong))
        malformed(catalog) shouldBe empty
      }
    } finally spark.conf.set(conf, before)
  }

  it should "be a table without rows where there is a header alone" in {
    val catalog = read(file("empty.csv", "#Table1", "id,ra,dec"))
    catalog.rows.columns shouldBe Array("id", "ra", "dec")
    catalog.rows.count() shouldBe 0
    malformed(catalog) shouldBe empty
  }

  it should "be refused where no line names its columns" in {
    message(file("list.txt", "10.5 3.2", "11.5 3.3")) should endWith(
      "list.txt: its first line has no comma, tab, semicolon or bar, so it is not CSV."
    )
    message(file("list.csv", "10.5,3.2", "11.5,3.3")) should endWith(
      "its first line has numbers; a CSV file begins with column names, such as ra,dec."
    )
    message(file("list.csv", "# only", "#comments")) should endWith(
      "list.csv: it has only comments."
    )
  }

  "SkyServer's and CasJobs' answers" should "be read whole" taggedAs RealSky in {
    // Outside the table, which would report a cancellation as a failure.
    val folder = RealSky.path("catalogs")
    val files = Table(
      ("file", "rows", "columns"),
      ("sdss-dr14-casjobs-10k.csv", 10000, 18),
      ("specphotoall.csv", 999, 122),
      ("wise_allsky.csv", 999, 280),
      ("allwise_labelled_photometry.csv", 2151, 82)
    )
    forAll(files) { (name, rows, columns) =>
      val catalog = read(TableInput.sources(folder.resolve(name).toString))
      catalog.rows.count() shouldBe rows
      malformed(catalog) shouldBe empty
      catalog.rows.columns.length shouldBe columns
    }
  }

  it should "keep every digit of SDSS's identifiers" taggedAs RealSky in {
    val rows = read(
      TableInput.sources(RealSky.path("catalogs/specphotoall.csv").toString)
    ).rows
    rows.schema("specObjID").dataType shouldBe StringType
    rows.schema("targetObjID").dataType shouldBe LongType
    rows.first().getAs[String]("specObjID") shouldBe "7992903188490768384"
    rows.first().getAs[Long]("targetObjID") shouldBe 1237658303818694745L
  }
}
