package allsky.spark.table

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.lit
import org.apache.spark.sql.types.MetadataBuilder
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class SourceTableSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val input = TableInput.sources("allwise.parquet")
  private val known = ColumnChoice.BY_KNOWN_NAMES

  "Sources" should "have ra and dec under these names, whatever the archive calls them" in {
    val sources = SourceTable.of(
      Seq((7L, "10.5", -3.25f)).toDF("CNTR", "RAJ2000", "DEC"),
      input,
      known
    )
    sources.keyColumn shouldBe "CNTR"
    sources.rows.columns shouldBe Array("CNTR", "RAJ2000", "dec", "ra")
    sources.rows.select("ra", "dec").as[(Double, Double)].collect() shouldBe Array((10.5, -3.25))
  }

  it should "prefer the columns that the user names" in {
    val choice = ColumnChoice.ofNullable("RAmean", "decmean", "designation", null)
    val sources = SourceTable.of(
      Seq((7L, "J1", 1.0, 2.0, 3.0, 4.0)).toDF(
        "cntr",
        "designation",
        "ra",
        "dec",
        "ramean",
        "decmean"
      ),
      input,
      choice
    )
    sources.keyColumn shouldBe "designation"
    sources.rows.select("ra", "dec", "original_ra").as[(Double, Double, Double)].collect() shouldBe
      Array((3.0, 4.0, 1.0))
  }

  it should "know their Atlas tile from AllWISE's source_id" in {
    val sources = SourceTable.of(
      Seq(("0000m016_ac51-000001", 0.1, -1.6), ("nonsense", 1.0, 1.0)).toDF(
        "source_id",
        "ra",
        "dec"
      ),
      input,
      known
    )
    sources.rows.select("coadd_id").as[Option[String]].collect() shouldBe
      Array(Some("0000m016_ac51"), None)
  }

  it should "keep rows without a valid position and tell them apart" in {
    val positions = Seq[(Long, Option[Double], Option[Double])](
      (1L, Some(0.0), Some(-90.0)),
      (2L, Some(360.0), Some(90.0)),
      (3L, Some(Double.NaN), Some(0.0)),
      (4L, None, Some(0.0)),
      (5L, Some(10.0), Some(90.001)),
      (6L, Some(-0.001), Some(0.0))
    )
    val sources = SourceTable.of(positions.toDF("cntr", "ra", "dec"), input, known)
    sources.rows.count() shouldBe 6
    sources.rows.filter(SourceTable.isValidPosition()).select("cntr").as[Long].collect() shouldBe
      Array(1L, 2L)
  }

  it should "understand positions in sexagesimal and in decimal text" in {
    val texts = Seq(
      ("10h23m45.6s", "-00 00 30"),
      ("10:23:45.6", "+12:34:56.7"),
      ("155.94", "-12.5"),
      ("10:60:00", "+12:34:56.7"),
      ("nowhere", "-12.5"),
      (null, "1")
    )
    val sources = SourceTable.of(texts.toDF("clon", "dec").selectExpr("1 as id", "*"), input, clon)
    sources.roles.toArray should contain allOf
      ("ra is clon (text, hours or degrees)", "dec is dec (text)")
    val rows = sources.rows
      .select($"ra", $"dec", SourceTable.positionFault())
      .as[(Option[Double], Option[Double], Option[String])]
      .collect()
    rows.map(_._3) shouldBe Array.fill(3)(None) ++ Array.fill(3)(Some("NO_POSITION"))
    rows.take(3).foreach(_._1.get shouldBe 155.94 +- 1e-9)
    rows.map(_._2.get).zip(Seq(-30 / 3600.0, 12.5824166667, -12.5)).foreach {
      case (dec, expected) =>
        dec shouldBe expected +- 1e-9
    }
  }

  private val clon = ColumnChoice.ofNullable("clon", null, null, null)

  it should "understand positions and keys that are text stored as bytes" in {
    val texts = Seq(("J1", "10h23m45.6s", "-12.5"), ("J2\u0000\u0000", "155.94\u0000", "1  "))
    val bytes = texts
      .toDF("designation", "ra", "dec")
      .selectExpr(Seq("designation", "ra", "dec").map(c => s"cast($c as binary) as $c"): _*)
    val rows = SourceTable.of(bytes, input, known).rows
      .select("designation", "ra", "dec")
      .as[(String, Double, Double)]
      .collect()
    rows.map(_._1) shouldBe Array("J1", "J2")
    rows.map(_._2).foreach(_ shouldBe 155.94 +- 1e-9)
    rows.map(_._3) shouldBe Array(-12.5, 1.0)
  }

  it should "refuse positions that are not one angle in each row, and name their type" in {
    val types = Seq(
      "array<double>",
      "map<string,double>",
      "struct<deg:double>",
      "boolean",
      "date",
      "timestamp"
    )
    for (name <- types) withClue(name) {
      val rows = spark.range(2).selectExpr("id", s"cast(null as $name) as RA", "1d as dec")
      the[UserError].thrownBy(SourceTable.of(rows, input, known)).getMessage shouldBe
        s"Cannot read --sources allwise.parquet: ra is RA, which holds $name, not one angle in" +
        " each row; name another column with --ra-column."
    }
  }

  it should "turn hours and radians into degrees where the column's unit says so, and say it" in {
    val units = Table(
      ("unit", "degrees", "role"),
      ("deg", 1.5, "ra is ra"),
      ("", 1.5, "ra is ra"),
      ("hour", 22.5, "ra is ra (h, converted to deg)"),
      ("h", 22.5, "ra is ra (h, converted to deg)"),
      ("rad", 85.94366926962348, "ra is ra (rad, converted to deg)"),
      ("arcsec", 1.5 / 3600, "ra is ra (arcsec, converted to deg)"),
      ("hrs", 22.5, "ra is ra (h, converted to deg)"),
      ("hourangle", 22.5, "ra is ra (h, converted to deg)"),
      ("hour angle", 22.5, "ra is ra (h, converted to deg)"),
      ("turn", 540.0, "ra is ra (turn, converted to deg)"),
      ("cycle", 540.0, "ra is ra (turn, converted to deg)"),
      ("mrad", 0.08594366926962348, "ra is ra (mrad, converted to deg)"),
      ("\u00b5rad", 8.594366926962348e-5, "ra is ra (urad, converted to deg)"),
      ("MAS", 1.5e-3 / 3600, "ra is ra (mas, converted to deg)"),
      ("uas", 1.5e-6 / 3600, "ra is ra (uas, converted to deg)"),
      ("marcsec", 1.5e-3 / 3600, "ra is ra (mas, converted to deg)"),
      ("[deg]", 1.5, "ra is ra"),
      ("decimal degrees", 1.5, "ra is ra"),
      ("deg (J2000)", 1.5, "ra is ra"),
      ("--", 1.5, "ra is ra")
    )
    forAll(units) { (unit, degrees, role) =>
      val metadata = new MetadataBuilder().putString("unit", unit).build()
      val rows = Seq((1L, 1.5, 0.5)).toDF("id", "ra", "dec")
      val sources =
        SourceTable.of(rows.withColumn("ra", $"ra".as("ra", metadata)), input, known)
      sources.roles.get(0) shouldBe role
      sources.rows.select("ra").as[Double].first() shouldBe degrees +- 1e-12
      if (role.contains("turned"))
        sources.rows.schema("ra").metadata.getString("unit") shouldBe "deg"
    }
  }

  private def withUnit(unit: String, ra: Any): SourceTable = {
    val metadata = new MetadataBuilder().putString("unit", unit).build()
    val rows = Seq((1L, 0.5)).toDF("id", "dec").withColumn("ra", lit(ra).as("ra", metadata))
    SourceTable.of(rows, input, known)
  }

  it should "be refused where the unit of a position is no known angle" in {
    Seq("furlong", "min", "s", "deg/yr", "sr").foreach { unit =>
      the[UserError].thrownBy(withUnit(unit, 1.5)).getMessage should startWith(
        s"Cannot read --sources allwise.parquet: the unit '$unit' of its column ra is not known;" +
          " correct the unit (known are deg, h or hourangle,"
      )
    }
  }

  it should "take decimal text for the unit that its column has" in {
    val texts = Table(
      ("unit", "text", "degrees"),
      ("hourangle", "1.5", 22.5),
      ("hourangle", "01:30:00", 22.5),
      ("h:m:s", "01:30:00", 22.5),
      ("deg", "01:30:00", 1.5),
      ("d:m:s", "01:30:00", 1.5),
      ("deg", "01h30m00s", 22.5),
      ("\"hh:mm:ss.s\"", "01:30:00", 22.5),
      ("deg", "1.5", 1.5),
      ("", "1.5", 1.5)
    )
    forAll(texts) { (unit, text, degrees) =>
      withUnit(unit, text).rows.repartition(2).select("ra").as[Double].first() shouldBe degrees +-
        1e-12
    }
  }

  it should "say what is wrong with each position that is none" in {
    val positions = Seq[(String, Option[Double], Option[Double])](
      (null, Some(0.0), Some(-90.0)),
      (null, Some(360.0), Some(90.0)),
      ("NO_POSITION", Some(Double.NaN), Some(0.0)),
      ("NO_POSITION", Some(400.0), None),
      ("NO_POSITION", None, Some(Double.NaN)),
      ("RA_OUT_OF_RANGE", Some(-0.001), Some(0.0)),
      ("RA_OUT_OF_RANGE", Some(Double.PositiveInfinity), Some(91.0)),
      ("DEC_OUT_OF_RANGE", Some(10.0), Some(90.001)),
      ("DEC_OUT_OF_RANGE", Some(10.0), Some(-1e300))
    )
    val sources = SourceTable.of(positions.toDF("name", "ra", "dec"), input, known)
    val faults = sources.rows
      .select($"name", SourceTable.positionFault().as("fault"), SourceTable.isValidPosition())
      .as[(Option[String], Option[String], Boolean)]
      .collect()
    faults.length shouldBe positions.length
    faults.foreach { case (expected, fault, valid) =>
      fault shouldBe expected
      valid shouldBe expected.isEmpty
    }
  }

  it should "say which column is missing and which option names it" in {
    the[UserError] thrownBy SourceTable.of(Seq((1, 2)).toDF("cntr", "x"), input, known) should
      have message "Cannot read --sources allwise.parquet: no column ra and no other known pair" +
      " of position columns (RAJ2000 DEJ2000, _RAJ2000 _DEJ2000, RA_ICRS DE_ICRS, ALPHA_J2000" +
      " DELTA_J2000, RAdeg DEdeg); name the columns with --ra-column and --dec-column (it has" +
      " cntr x)."
    val choice = ColumnChoice.ofNullable("alpha", null, null, null)
    the[UserError] thrownBy SourceTable.of(Seq((1, 2)).toDF("cntr", "x"), input, choice) should
      have message "Cannot read --sources allwise.parquet: --ra-column alpha is not a column of" +
      " the table;" +
      " it has cntr x."
  }

  private val turns = Seq(-0.00001, -1e-12, 360.00003, 359.5, 0.0, 360.0, -0.001, 360.001, -170.0)

  private def raOf(rows: DataFrame, choice: ColumnChoice): Seq[Double] =
    SourceTable.of(rows, input, choice).rows.select("ra").as[Double].collect().toSeq

  private def positions(ra: Double*): DataFrame = ra.map((1L, _, 0.5)).toDF("id", "ra", "dec")

  "Right ascensions beyond 0 and 360" should "be wrapped where rounding brought them there" in {
    raOf(positions(turns: _*), known).zip(
      Seq(359.99999, 360 - 1e-12, 0.00003, 359.5, 0.0, 360.0, -0.001, 360.001, -170.0)
    ).foreach { case (ra, expected) => ra shouldBe expected +- 1e-9 }
  }

  it should "be wrapped from any turn where the user asks for it" in {
    raOf(positions(-170.0, -0.001, 359.5, 725.0, -360.0), known.wrappingRa(true))
      .zip(Seq(190.0, 359.999, 359.5, 5.0, 0.0))
      .foreach { case (ra, expected) => ra shouldBe expected +- 1e-9 }
  }

  it should "be wrapped alike where they are text" in {
    val texts = turns.map(_.toString)
    val numbers = positions(turns: _*)
    for (choice <- Seq(known, known.wrappingRa(true)))
      raOf(texts.map((1L, _, 0.5)).toDF("id", "ra", "dec"), choice)
        .zip(raOf(numbers, choice))
        .foreach { case (text, number) => text % 360 shouldBe number % 360 +- 1e-9 }
  }

  it should "stay nothing where they are none" in {
    raOf(positions(Double.NaN, Double.PositiveInfinity), known.wrappingRa(true)).map(_.toString)
      .shouldBe(Seq("NaN", "Infinity"))
  }

  "A column with the name of ours" should "make way under a name that is free" in {
    val choice = ColumnChoice.ofNullable("raj2000", null, null, null)
    val rows = Seq((1L, 1.0, 2.0, 3.0, 4.0)).toDF("id", "ra", "raj2000", "original_ra", "dec")
    SourceTable.of(rows, input, choice).rows.columns should contain allOf
      ("original_ra", "original_ra_2")
  }
}
