package allsky.spark.catalog

import allsky.spark.LocalSpark
import allsky.spark.catalog.files.CatalogFormat
import allsky.spark.columns.ColumnChoice
import org.apache.spark.sql.types._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class EcsvSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val positions = Seq(
    "# %ECSV 1.0",
    "# ---",
    "# datatype:",
    "# - {name: id, datatype: int64}",
    "# - {name: ra, unit: hourangle, datatype: float64, description: 'right ascension, of a",
    "#     long description: in two lines'}",
    "# - name: dec",
    "#   unit: deg",
    "#   datatype: float32",
    "# meta: !!omap",
    "# - {ra: !astropy.units.Unit {unit: mas}}",
    "# schema: astropy-2.0"
  )

  private def typed(types: String*) =
    Seq("# %ECSV 1.0", "# ---", "# datatype:") ++
      types.zipWithIndex.map { case (kind, i) => s"# - {name: c$i, datatype: $kind}" }

  "An ECSV table" should "have the units of its head" in {
    val input = file("sky.ecsv", positions ++ Seq("id ra dec", "1 1.5 -0.25"): _*)
    read(input).format shouldBe CatalogFormat.ECSV
    val sources = CatalogReader.sources(spark, input, ColumnChoice.BY_KNOWN_NAMES)
    sources.rows.select("ra", "dec").as[(Double, Double)].collect() shouldBe Array((22.5, -0.25))
  }

  it should "be read with commas, below a byte order mark and blank lines, packed" in {
    val comma = positions :+ "# delimiter: ','"
    val lead = Seq("\ufeff", "") ++ comma ++ Seq("id,ra,dec", "1,1.5,-0.25")
    val rows = read(file("sky.txt.gz", lead: _*)).rows
    rows.as[(Long, Double, Double)].collect() shouldBe Array((1L, 1.5, -0.25))
  }

  it should "have the types of its head, whatever its values look like" in {
    val types = typed("string", "int16", "uint32", "uint64", "bool", "float64", "complex128")
    val values = "0012 7 4294967295 18446744073709551615 True nan 1+2j"
    val rows = read(file("t.ecsv", types ++ Seq("c0 c1 c2 c3 c4 c5 c6", values): _*)).rows
    rows.schema.map(_.dataType) shouldBe Seq(
      StringType,
      IntegerType,
      LongType,
      DecimalType(20, 0),
      BooleanType,
      DoubleType,
      StringType
    )
    rows.first().getString(0) shouldBe "0012"
  }

  it should "have null for an empty field, and keep quoted texts and those that begin with #" in {
    val lines = Seq("c0 c1", "\"a b\" \"\"", "#4 2", "null 3")
    read(file("q.ecsv", typed("string", "int64") ++ lines: _*)).rows
      .as[(String, Option[Long])]
      .collect() shouldBe Array(("a b", None), ("#4", Some(2L)), ("null", Some(3L)))
  }

  it should "have the arrays of its cells as JSON text, and say so" in {
    val catalog = read(
      file("a.ecsv", typed("string, subtype: 'float64[2]'") ++ Seq("c0", "\"[1.0,2.0]\""): _*)
    )
    catalog.notes.toArray shouldBe Array("arrays are read as JSON text: c0")
    catalog.rows.as[String].collect() shouldBe Array("[1.0,2.0]")
  }

  it should "be refused where its head is not readable" in {
    message(file("x.ecsv", "# %ECSV 1.0", "# ---", "# datatype: [", "id ra", "1 2")) should endWith(
      "x.ecsv: its ECSV header is not YAML."
    )
    message(file("x.ecsv", "# %ECSV 1.0", "# ---", "# meta: 1", "id ra", "1 2")) should endWith(
      "x.ecsv: its ECSV header has no list 'datatype'."
    )
    message(file("x.ecsv", positions :+ "id dec ra": _*)) should endWith(
      "its ECSV header and its line of column names differ; the header has: id dec ra."
    )
  }
}
