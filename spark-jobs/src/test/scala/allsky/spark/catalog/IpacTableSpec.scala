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

class IpacTableSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  /** In the form of Gator's answers: comments, names, types, units, nulls. */
  private val head = Seq(
    "\\fixlen = T",
    "\\DATABASE= 'AllWISE Source Catalog (allwise_p3as_psd)'",
    "\\ ra (deg)",
    "|      designation|        ra|  dec|cc_flags|w1mpro|   nb|",
    "|             char|    double|    d|    char|     r|  int|",
    "|                 |       deg|  deg|        |   mag|   --|",
    "|             null|      null| null|    null|  null|    -|"
  )

  private def table(rows: String*) = file("gator.tbl", head ++ rows: _*)

  "An IPAC table" should "be read by its bars, with its types, units and nulls" in {
    val catalog = read(
      table(
        " J000009.37+135618  10.538223 41.25     0000 11.995     1 ",
        " J000230.71+004959 359.999999 -0.5      hH00   null     - "
      )
    )
    catalog.format shouldBe CatalogFormat.IPAC
    catalog.notes should contain("its header says: AllWISE Source Catalog (allwise_p3as_psd)")
    val schema = catalog.rows.schema
    schema.map(f => f.name -> f.dataType) shouldBe Seq(
      "designation" -> StringType,
      "ra" -> DoubleType,
      "dec" -> DoubleType,
      "cc_flags" -> StringType,
      "w1mpro" -> DoubleType,
      "nb" -> LongType
    )
    schema("w1mpro").metadata.getString("unit") shouldBe "mag"
    schema("nb").metadata.contains("unit") shouldBe false
    catalog.rows
      .as[(String, Double, Double, String, Option[Double], Option[Long])]
      .collect() shouldBe Array(
      ("J000009.37+135618", 10.538223, 41.25, "0000", Some(11.995), Some(1L)),
      ("J000230.71+004959", 359.999999, -0.5, "hH00", None, None)
    )
    malformed(catalog) shouldBe empty
  }

  private val leads = Table(
    ("lead", "above"),
    ("a byte order mark", (lines: Seq[String]) => ("\ufeff" + lines.head) +: lines.tail),
    ("blank lines", (lines: Seq[String]) => Seq("", "  ") ++ lines),
    ("an indented table", (lines: Seq[String]) => lines.map("  " + _)),
    ("a keyword", (lines: Seq[String]) => "  \\fixlen = T" +: lines)
  )

  it should "be found below a byte order mark, blank lines and blanks" in {
    forAll(leads) { (_, above) =>
      val catalog =
        read(file("lead.tbl", above(Seq("|ra  |dec |", "|d   |d   |", " 10.5 3.25")): _*))
      catalog.format shouldBe CatalogFormat.IPAC
      catalog.rows.as[(Double, Double)].collect() shouldBe Array((10.5, 3.25))
      malformed(catalog) shouldBe empty
    }
  }

  it should "list the lines of a header below its first row" in {
    val catalog = read(file("twice.tbl", "|name|x |", " a    b", "\\ more", "|name|x |", " #c   d"))
    malformed(catalog).map(_._1) shouldBe Seq("\\ more", "|name|x |")
    catalog.rows.select("name").as[String].collect() shouldBe Array("a", "#c")
  }

  it should "list the lines with text before an indented table" in {
    val catalog = read(file("out.tbl", "  |ra |dec|", "  |d  |d  |", "1  2.5 3.5", "   2.5 3.5"))
    malformed(catalog) shouldBe Seq("1  2.5 3.5" -> "there is text before the first column")
  }

  it should "need no types, units or null texts" in {
    val catalog = read(file("names.tbl", "|ra   |dec  |name", " 10.5  -3.25 a b", " 11    null  "))
    catalog.rows.schema.map(_.dataType) should contain only StringType
    val sources = CatalogReader.sources(
      spark,
      file("types.tbl", "|ra   |dec  |", "|real |doub |", "      -3.25", " 11.5  null"),
      ColumnChoice.BY_KNOWN_NAMES
    )
    sources.keyColumn shouldBe "row"
    sources.rows.select("row", "ra", "dec").as[(Long, Option[Double], Option[Double])].collect()
      .shouldBe(Array((1L, None, Some(-3.25)), (2L, Some(11.5), None)))
  }

  private val types = Table(
    ("word", "type"),
    ("c", StringType),
    ("char", StringType),
    ("date", StringType),
    ("da", StringType),
    ("i", LongType),
    ("int", LongType),
    ("l", LongType),
    ("long", LongType),
    ("d", DoubleType),
    ("DOUBLE", DoubleType),
    ("f", DoubleType),
    ("float", DoubleType),
    ("r", DoubleType),
    ("real", DoubleType)
  )

  it should "know the types and their abbreviations" in {
    forAll(types) { (word, dataType) =>
      val catalog = read(file("t.tbl", "|  x     |", f"|$word%8s|", "  5     "))
      catalog.rows.schema("x").dataType shouldBe dataType
      catalog.rows.collect().map(_.get(0).toString.toDouble) shouldBe Array(5.0)
    }
  }

  it should "give a value under a bar to the column that it touches" in {
    val lines = Seq("|  ra|  dec|", "|   d|    d|", "  10.5  3.2", "  1.25-40.5", "   1.2 45.5 ")
    val catalog = read(file("bars.tbl", lines: _*))
    catalog.rows.as[(Double, Double)].collect() shouldBe Array((10.5, 3.2), (1.2, 45.5))
    malformed(catalog) shouldBe Seq(
      lines(3) -> "the text under the bar at character 6 belongs to ra or dec"
    )
    val negative = read(file("bars.tbl", "|  ra|  dec|", "|   d|    d|", " 1.2 -40.5"))
    negative.rows.as[(Double, Double)].collect() shouldBe Array((1.2, -40.5))
  }

  it should "list the lines that are cut off, too long or no numbers" in {
    val good = " J000009.37+135618  10.538223 41.25     0000 11.995     1"
    val cut = " J000009.37+135618  10.538223"
    val long = good + "   and more"
    val text = " J000009.37+135618  10.538223 41.25     0000 11.9x5     1"
    val catalog = read(table(good, cut, long, text, good))
    catalog.rows.count() shouldBe 2
    malformed(catalog) shouldBe Seq(
      cut -> "the line ends before the column dec",
      long -> "there is text after the last column",
      text -> "w1mpro: '11.9x5' is not a valid number"
    )
    catalog.rows.select("ra").as[Double].collect() shouldBe Array(10.538223, 10.538223)
  }

  it should "be read from packed files, and from folders of tables with one header" in {
    val parts = folder()
    write(
      parts.resolve("a.tbl.gz"),
      head :+ " J000009.37+135618          1     2     0000 11.995     1": _*
    )
    write(
      parts.resolve("b.tbl"),
      head :+ " J000009.37+135619          3     4     0000 11.995     1": _*
    )
    val input = TableInput.sources(parts.toString)
    read(input).rows.select("ra", "dec").as[(Double, Double)].collect() shouldBe
      Array((1.0, 2.0), (3.0, 4.0))
    write(parts.resolve("c.tbl"), "|ra|dec|", " 1  2")
    message(input) should endWith(
      "its files a.tbl.gz and c.tbl have different headers; read them one by one."
    )
  }

  it should "be shared by several tasks without losing or doubling a line" in {
    val rows = 20000
    val input = file(
      "long.tbl",
      head ++ (1 to rows).map(i => f" J000009.37+135618 $i%10d 41.25     0000 11.995 $i%5d"): _*
    )
    val conf = "spark.sql.files.maxPartitionBytes"
    val before = spark.conf.get(conf)
    spark.conf.set(conf, "100000")
    try {
      val catalog = read(input)
      catalog.rows.rdd.getNumPartitions should be > 10
      catalog.rows.selectExpr("count(*)", "sum(nb)", "count(distinct ra)").as[(Long, Long, Long)]
        .collect() shouldBe Array((rows.toLong, rows * (rows + 1L) / 2, rows.toLong))
    } finally spark.conf.set(conf, before)
  }

  it should "be refused where its header names no column" in {
    message(file("gator.tbl", "\\fixlen = T", "  1 2")) should endWith(
      "gator.tbl is not an IPAC table: it has no header line with column names between bars."
    )
  }

  "Gator's answers" should "be read as astropy reads them" taggedAs RealSky in {
    def catalog(name: String) =
      read(TableInput.sources(RealSky.path(s"gator/$name").toString))
    def nulls(rows: org.apache.spark.sql.DataFrame, column: String) =
      rows.filter(rows(column).isNull).count()

    val twomass = catalog("2mass-m31-2412rows.tbl")
    malformed(twomass) shouldBe empty
    twomass.rows.count() shouldBe 2412
    twomass.notes.get(0) should include("2MASS All-Sky Point Source Catalog (PSC)")
    Seq("j_cmsig" -> 880, "k_snr" -> 1076, "vr_m_opt" -> 2386, "j_h" -> 1555, "j_k" -> 1602)
      .foreach { case (column, count) => nulls(twomass.rows, column) shouldBe count }
    twomass.rows.select("ra", "clat", "cc_flg", "ndet", "j_h").as[
      (Double, String, String, String, Double)
    ].first() shouldBe ((10.538223, "41d11m07.01s", "000", "666655", 0.648))

    val quasars = catalog("VHzQs463_AllWISE_W1234.tbl")
    malformed(quasars) shouldBe empty
    quasars.rows.count() shouldBe 283
    nulls(quasars.rows, "w3sigmpro") shouldBe 178
    nulls(quasars.rows, "w4sigmpro") shouldBe 242

    val images = catalog("WiseQuery.tbl")
    malformed(images) shouldBe empty
    images.rows.count() shouldBe 80
    images.rows.schema.length shouldBe 31
    images.rows.schema("exptime").metadata.getString("unit") shouldBe "s"
    images.rows.select("band", "scan_id", "date_obs", "qual_scan").as[
      (Long, String, String, Long)
    ].first() shouldBe ((1L, "03622a", "2010-04-13 09:35:29.719", 5L))
  }
}
