package allsky.spark.catalog

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.catalog.files.CatalogFormat
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.catalog.VoTables._
import org.apache.spark.SparkException
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class VoTableSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val twoRows = tabledata(Seq("a", 10.5, -3), Seq("b", "1.1e1", 4))

  private def vot(elements: String*): TableInput = file("sky.vot", document(elements: _*))

  private def sources(input: TableInput) =
    CatalogReader.sources(spark, input, ColumnChoice.BY_KNOWN_NAMES)

  private def radec(input: TableInput) =
    sources(input).rows.select("ra", "dec").as[(Double, Double)].collect()

  private def field(name: String, more: String) = s"""<FIELD name="$name" $more/>"""

  /** What reading all rows says. */
  private def fault(input: TableInput): String =
    try {
      read(input).rows.collect()
      fail("it was read")
    } catch {
      case e: UserError      => e.getMessage
      case e: SparkException => e.getCause.getMessage
    }

  "A VOTable" should "be read from TABLEDATA" in {
    val input = vot(table(Positions, twoRows))
    read(input).format shouldBe CatalogFormat.VOTABLE
    read(input).rows.as[(String, Double, Double)].collect() shouldBe
      Array(("a", 10.5, -3.0), ("b", 11.0, 4.0))
  }

  it should "be read packed, below blank lines, a DOCTYPE and comments, with a prefix" in {
    val xml = document(table(Positions, twoRows))
      .replaceAll("<(/?)([A-Z])", "<$1vo:$2")
      .replace("xmlns=", "xmlns:vo=")
      .replace(
        "<vo:VOTABLE",
        "<!DOCTYPE VOTABLE SYSTEM \"http://localhost:1/VOTable.dtd\"><!-- x -->\n<vo:VOTABLE"
      )
    read(file("sky.xml.gz", "", "", xml)).rows.count() shouldBe 2
  }

  private val rows = Seq(("a", 10.5, -3.0), ("bcd", 11.0, 4.0))

  private val streams = Table(
    ("encoding", "pack"),
    ("base64", (bytes: Array[Byte]) => bytes),
    ("gzip base64", (bytes: Array[Byte]) => gzip(bytes))
  )

  it should "be read from BINARY, with and without gzip" in {
    forAll(streams) { (encoding, pack) =>
      val data = binary("BINARY", pack(positions(rows: _*)), encoding)
      read(vot(table(Positions, data, "nrows=\"2\""))).rows
        .as[(String, Double, Double)]
        .collect() shouldBe rows.toArray
    }
  }

  it should "have null for empty cells, NaN and the null of VALUES" in {
    val fields = Seq(
      """<FIELD name="n" datatype="int"><VALUES null="-99"/></FIELD>""",
      field("x", "datatype=\"double\""),
      field("s", "datatype=\"char\" arraysize=\"*\"")
    )
    read(
      vot(table(fields, tabledata(Seq(-99, "NaN", " "), Seq("", "", "a"), Seq(3, 2.5, "b"))))
    ).rows
      .as[(Option[Int], Option[Double], Option[String])]
      .collect() shouldBe
      Array((None, None, None), (None, None, Some("a")), (Some(3), Some(2.5), Some("b")))
  }

  it should "leave the rows that do not fit its fields out, and list them" in {
    val data = tabledata(
      Seq("a", 1, 2),
      Seq("b", 1),
      Seq("c", "1O.5", 2),
      Seq("d", 1, 2, 3),
      Seq("e", 3, 4)
    )
    val catalog = read(vot(table(Positions, data)))
    catalog.rows.select("id").as[String].collect() shouldBe Array("a", "e")
    malformed(catalog) shouldBe Seq(
      ("b | 1", "2 cells instead of 3"),
      ("c | 1O.5 | 2", "ra: '1O.5' is not a valid double"),
      ("d | 1 | 2", "4 cells instead of 3")
    )
  }

  it should "find its position by UCDs, whatever the names, with their units" in {
    val fields = Seq(
      field("alpha", "datatype=\"double\" unit=\"rad\" ucd=\"POS_EQ_RA_MAIN\""),
      field("delta", "datatype=\"double\" unit=\"rad\" ucd=\"POS_EQ_DEC_MAIN\""),
      field("ra", "datatype=\"double\" unit=\"deg\" ucd=\"stat.error;pos.eq.ra\"")
    )
    val found = radec(vot(table(fields, tabledata(Seq(math.Pi / 2, math.Pi / 4, 0.1)))))
    found.map { case (ra, dec) => (ra.round, dec.round) } shouldBe Array((90L, 45L))
  }

  it should "prefer a known name to a UCD that is not the main one" in {
    val fields = Seq(
      field("ra", "datatype=\"double\""),
      field("dec", "datatype=\"double\""),
      field("x", "datatype=\"double\" ucd=\"pos.eq.ra\""),
      field("y", "datatype=\"double\" ucd=\"pos.eq.dec\"")
    )
    radec(vot(table(fields, tabledata(Seq(1, 2, 3, 4))))) shouldBe Array((1.0, 2.0))
  }

  it should "number its rows where it has no key" in {
    sources(vot(table(Positions.tail, tabledata(Seq(1, 2), Seq(3, 4))))).keyColumn shouldBe "row"
  }

  it should "be the first table with positions, and name the others" in {
    val other = table(Seq(field("n", "datatype=\"int\"")), tabledata(Seq(1)), "name=\"notes\"")
    val catalog = read(vot(other, table(Positions, twoRows, "name=\"stars\"")))
    catalog.rows.count() shouldBe 2
    catalog.notes.toArray shouldBe
      Array(
        "table 2 (stars) of sky.vot is read; for another table add #NUMBER or #NAME to the file" +
          " name: 1 (notes)"
      )
  }

  it should "be the table that the file's name or an option ends with" in {
    val second = tabledata(Seq("c", 1, 2))
    val input = vot(
      table(Positions, twoRows, "name=\"stars\""),
      table(Positions, second, "name=\"galaxies\"")
    )
    val named = Seq("#2", "#galaxies").map(name => TableInput.sources(input.path + name))
    (named :+ input.withHdu("2")).foreach(read(_).rows.count() shouldBe 1)
    message(TableInput.sources(input.path + "#3")) should endWith(
      "no table of it is 3; it has 1 (stars), 2 (galaxies)."
    )
  }

  it should "tell fields of one name apart" in {
    val fields = Seq(field("ra", "datatype=\"int\""), field("RA", "datatype=\"int\""))
    read(vot(table(fields, tabledata(Seq(1, 2))))).rows.columns shouldBe Array("ra", "RA_2")
  }

  it should "leave out complex numbers, with a note" in {
    val fields = field("z", "datatype=\"floatComplex\"") +: Positions
    val row = bytes(_.writeLong(1)) ++ positions(rows.head)
    val catalog = read(vot(table(fields, binary("BINARY", row))))
    catalog.notes.toArray shouldBe
      Array("columns of types that Spark does not have are skipped: z (floatComplex)")
    catalog.rows.as[(String, Double, Double)].collect() shouldBe Array(rows.head)
  }

  it should "say that the archive cut its rows off" in {
    val overflow = """<INFO name="QUERY_STATUS" value="OVERFLOW"/>"""
    read(vot(table(Positions, twoRows), overflow)).notes.get(0) should endWith(
      "the archive truncated the rows at its limit (QUERY_STATUS is OVERFLOW)"
    )
  }

  it should "hold no row where it has no data" in {
    val input = vot("<TABLE>" + Positions.mkString + "</TABLE>")
    sources(input).rows.count() shouldBe 0
  }

  private def inFrame(coosys: String, ref: String = "ref=\"sys\"") =
    vot(coosys, table(Positions.map(_.replace("<FIELD", s"<FIELD $ref")), twoRows))

  private val frames = Table(
    "refused",
    "<COOSYS ID=\"sys\" system=\"eq_FK4\" equinox=\"B1950\"/>",
    "<COOSYS ID=\"sys\" system=\"eq_FK5\" equinox=\"J1975\"/>",
    "<COOSYS ID=\"sys\" system=\"galactic\"/>"
  )

  "Positions of a VOTable in another system than ICRS and FK5 J2000" should "be refused" in {
    forAll(frames)(coosys =>
      message(inFrame(coosys)) should include("its column ra is in the coordinate system")
    )
  }

  they should "be refused where the file has only that system and never refers to it" in {
    message(inFrame(frames.head, "")) should include("coordinate system eq_FK4 B1950, not in ICRS")
  }

  "Positions of a VOTable in ICRS or FK5 J2000" should "be read" in {
    Seq("ICRS\"", "eq_FK5\" equinox=\"J2000\"", "FK5\" equinox=\"2000.0\"").foreach(system =>
      radec(inFrame("<COOSYS ID=\"sys\" system=\"" + system + "/>")) should have size 2
    )
  }

  private val refused = Table(
    ("elements", "words"),
    (
      Seq(table(Positions, twoRows.replace("</TR>", ""))),
      "its XML is damaged or truncated at line 11: "
    ),
    (
      Seq("<INFO name=\"QUERY_STATUS\" value=\"ERROR\">no such\ntable</INFO>"),
      "the archive reports an error: no such table"
    ),
    (Seq(table(Nil, "")), "the VOTable contains no table with columns"),
    (
      Seq(table(Positions.map(_.replace("double", "real")), twoRows)),
      "its column ra has the unknown datatype 'real'"
    ),
    (
      Seq(table(Positions.map(_.replace("\"*\"", "\"99999999999999999999\"")), twoRows)),
      "its column id: the arraysize '99999999999999999999' is not valid"
    ),
    (
      Seq(table(Positions, "<BINARY><STREAM href=\"http://localhost:1/\"/></BINARY>")),
      "its rows are in another file"
    ),
    (Seq(table(Positions, "<FITS><STREAM/></FITS>")), "its rows are embedded FITS"),
    (
      Seq(table(Positions, binary("BINARY", positions(rows: _*), "zip"))),
      "its rows have the encoding 'zip'; only base64 is supported"
    ),
    (
      Seq(table(Positions, binary("BINARY", positions(rows: _*), "gzip base64"))),
      "row 1 is damaged: Not in GZIP format"
    ),
    (
      Seq(table(Positions, binary("BINARY", positions(rows: _*)).replace("AA", "A*"))),
      "is damaged: Illegal base64 character"
    ),
    (
      Seq(table(Positions, binary("BINARY", positions(rows: _*).dropRight(3)))),
      "the table is truncated in row 2"
    ),
    (
      Seq(table(Positions, binary("BINARY", positions(rows: _*)), "nrows=\"3\"")),
      "the table is truncated; its header promises 3 rows, but it has 2"
    ),
    (
      Seq(table(Positions, binary("BINARY", bytes(_.writeInt(Int.MaxValue))))),
      "row 1 is damaged: its column id announces 2147483647 values"
    ),
    (
      Seq(table(Positions, binary("BINARY", bytes(_.writeInt(60000000))))),
      "the table is truncated in row 1"
    )
  )

  "A damaged VOTable" should "be refused in one line that says what is wrong" in {
    forAll(refused) { (elements, words) =>
      val said = fault(vot(elements: _*))
      said should include("sky.vot")
      said should include(words)
      said.linesIterator should have size 1
    }
  }

  "XML" should "not name other files or grow by entities" in {
    val entities = Seq(
      "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">" -> "b",
      "<!ENTITY b SYSTEM \"file:///etc/hostname\">" -> "b"
    )
    entities.foreach { case (declared, name) =>
      val xml = document(table(Positions, tabledata(Seq(s"&$name;", 1, 2))))
        .replace("<VOTABLE", s"<!DOCTYPE VOTABLE [$declared]><VOTABLE")
      fault(file("sky.vot", xml)) should include(
        "The entity \"b\" was referenced, but not declared"
      )
    }
  }

  it should "be refused where it is no VOTable" in {
    message(file("sky.vot", "<?xml version=\"1.0\"?>", "<html/>")) should include(
      "sky.vot is HTML or XML, perhaps an archive's error message"
    )
  }
}
