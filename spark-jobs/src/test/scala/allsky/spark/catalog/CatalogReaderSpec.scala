package allsky.spark.catalog

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.catalog.files.CatalogFormat
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import java.nio.file.{Files, Path}

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.lit
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class CatalogReaderSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val known = ColumnChoice.BY_KNOWN_NAMES

  "A folder of Parquet" should "be read with its name=value folders" in {
    val path = folder().resolve("allwise")
    Seq((1L, 10.0, 1.0, 3), (2L, 20.0, 2.0, 4))
      .toDF("cntr", "ra", "dec", "healpix_k0")
      .write
      .partitionBy("healpix_k0")
      .parquet(path.toString)
    val catalog = CatalogReader.read(spark, TableInput.sources(path.toString))
    catalog.format shouldBe CatalogFormat.PARQUET
    catalog.rows.select("cntr", "healpix_k0").as[(Long, Int)].collect().toSet shouldBe
      Set((1L, 3), (2L, 4))
  }

  it should "be merged by name, and say so, where its files have different columns" in {
    val path = folder().resolve("mixed").toString
    val both = Seq((1L, 10.0, 1.0, "0000")).toDF("cntr", "ra", "dec", "cc_flags")
    both.drop("cc_flags").coalesce(1).write.parquet(path)
    both.coalesce(1).write.mode("append").parquet(path)
    val catalog = read(TableInput.sources(path))
    catalog.notes.toArray shouldBe Array(
      "its files have different columns; they are merged by name, with null if a file lacks" +
        " cc_flags"
    )
    catalog.rows.select("cc_flags").as[Option[String]].collect().toSet shouldBe
      Set(Some("0000"), None)
    both.selectExpr("cntr", "cast(ra as string) as ra", "dec").write.mode("append").parquet(path)
    message(TableInput.sources(path)) should include regex
      "its files give the column ra different types: (double, but binary|binary .*, but double)"
  }

  it should "have no note where its files differ in order or nulls alone" in {
    val path = folder().resolve("same").toString
    val rows = Seq((1L, 10.0, 1.0)).toDF("cntr", "ra", "dec")
    rows.write.parquet(path)
    rows.selectExpr("dec", "nullif(ra, 0) as ra", "cntr").write.mode("append").parquet(path)
    val catalog = read(TableInput.sources(path))
    catalog.notes.isEmpty shouldBe true
    catalog.rows.select("ra", "dec").as[(Double, Double)].collect() shouldBe
      Array.fill(2)((10.0, 1.0))
  }

  it should "be refused where one of its files is none" in {
    val path = folder().resolve("mixed")
    Seq((1L, 10.0, 1.0)).toDF("cntr", "ra", "dec").write.parquet(path.toString)
    write(path.resolve("zz.csv"), "cntr,ra,dec")
    message(TableInput.sources(path.toString)) should endWith("zz.csv is not a Parquet file.")
  }

  it should "be refused while the job that writes it has not finished" in {
    val path = folder()
    Files.writeString(path.resolve("_run.json"), "{}")
    message(TableInput.sources(path.toString)) should endWith(
      "the job that writes it has not finished; run it again."
    )
  }

  private val hive = Table(
    ("folders", "type", "note"),
    (Seq("12", "123"), "int", None),
    (Seq("0", "3000000000"), "bigint", None),
    (Seq("-1.5", "2.0"), "double", None),
    (Seq("2010-04-13", "2011-01-01"), "date", None),
    (Seq("a", "1"), "string", None),
    (
      Seq("00012", "123"),
      "string",
      Some("folder columns read as text: x (x=00012 is not a valid integer)")
    ),
    (
      Seq("1d", "2f"),
      "string",
      Some("folder columns read as text: x (x=1d is not a valid double)")
    ),
    (Seq("1", "1.5"), "string", Some("folder columns read as text: x (x=1 is not a valid double)")),
    (Seq("+5"), "string", Some("folder columns read as text: x (x=+5 is not a valid integer)"))
  )

  it should "have the text of its name=value folders where a number would print otherwise" in {
    forAll(hive) { (folders, dataType, note) =>
      val path = folder()
      folders.foreach(text => parquet(path.resolve(s"x=$text/p.parquet"), sky))
      val catalog = read(TableInput.sources(path.toString))
      catalog.rows.schema("x").dataType.simpleString shouldBe dataType
      catalog.rows.selectExpr("cast(x as string)").distinct().as[String].collect().toSet shouldBe
        folders.toSet
      catalog.notes.toArray shouldBe note.toArray
    }
  }

  private lazy val sky = Seq((1L, 10.0, 1.0)).toDF("cntr", "ra", "dec")

  private def hats(files: DataFrame*): TableInput = {
    val path = folder()
    files.zipWithIndex.foreach { case (rows, cell) =>
      parquet(path.resolve(s"dataset/Norder=0/Dir=0/Npix=$cell.parquet"), rows)
    }
    TableInput.sources(path.toString)
  }

  "A HATS catalog" should "be merged by name, and say so, where its files have different columns" in {
    val catalog = read(hats(sky, sky.withColumn("pmra", lit(1.5))))
    catalog.notes.toArray shouldBe Array(
      "its files have different columns; they are merged by name, with null if a file lacks pmra"
    )
    catalog.rows.select("pmra").as[Option[Double]].collect().toSet shouldBe Set(None, Some(1.5))
  }

  it should "be refused where its files give one column different types" in {
    message(hats(sky, sky.withColumn("cntr", lit(1.5)))) should endWith(
      "its files give the column cntr different types: int64, but double in Npix=1.parquet;" +
        " write the column with one type in all files."
    )
  }

  it should "be compared though it has the columns in _common_metadata" in {
    val input = hats(sky, sky.withColumn("pmra", lit(1.5)))
    parquet(Path.of(input.path, "dataset", "_common_metadata"), sky)
    read(input).rows.columns should contain("pmra")
  }

  it should "be read from its cells alone, by the columns that it names" in {
    val path = folder()
    val rows = Seq((1L, 10.0, 1.0), (2L, 20.0, 2.0)).toDF("object_id", "source_ra", "source_dec")
    parquet(path.resolve("dataset/Norder=3/Dir=0/Npix=512.parquet"), rows)
    parquet(path.resolve("dataset/data_thumbnail.parquet"), rows)
    Files.writeString(
      path.resolve("hats.properties"),
      "#HATS catalog\nhats_col_ra=source_ra\nhats_col_dec=source_dec\n"
    )
    val input = TableInput.sources(path.toString)
    CatalogReader.read(spark, input).format shouldBe CatalogFormat.HATS
    val sources = CatalogReader.sources(spark, input, known)
    sources.rows.columns shouldBe Array("object_id", "source_ra", "source_dec", "ra", "dec")
    sources.rows.select("object_id", "ra").as[(Long, Double)].collect() shouldBe
      Array((1L, 10.0), (2L, 20.0))
  }

  /** A collection of a catalog with two rows and of its margin with one of them. */
  private def collection(properties: String): TableInput = {
    val path = folder()
    val cell = "dataset/Norder=0/Dir=0/Npix=0.parquet"
    parquet(path.resolve(s"sky/$cell"), sky)
    parquet(path.resolve(s"sky_5arcs/$cell"), sky.limit(1))
    Files.writeString(path.resolve("sky_5arcs/hats.properties"), "dataproduct_type=margin\n")
    Files.writeString(path.resolve("collection.properties"), properties)
    TableInput.sources(path.toString)
  }

  private val primary = "#HATS Collection\nhats_primary_table_url=sky\nall_margins=sky_5arcs\n"

  "A HATS collection" should "be its primary table, and say so" in {
    val catalog = read(collection(primary))
    catalog.rows.count() shouldBe sky.count()
    catalog.notes.toArray shouldBe Array(
      "the folder is a HATS collection: its primary table sky is read"
    )
  }

  it should "be refused where it names no table, or one that is not there" in {
    message(collection("all_margins=sky_5arcs\n")) should endWith(
      "its collection.properties has no hats_primary_table_url; name the folder of one of its" +
        " catalogs."
    )
    message(collection("hats_primary_table_url=moon\n")) should endWith(
      "its collection.properties names moon, which does not exist."
    )
  }

  "A margin of a HATS catalog" should "say that it is none of the catalog's own" in {
    val margin = Path.of(collection(primary).path, "sky_5arcs")
    read(TableInput.sources(margin.toString)).notes.get(0) should startWith(
      "it is a margin catalog"
    )
  }

  "A name with a colon" should "be refused with what to do, in a file and below a folder" in {
    val path = folder()
    write(path.resolve("12:00.csv"), "id,ra,dec", "1,2,3")
    for (input <- Seq(path.resolve("12:00.csv"), path))
      message(TableInput.sources(input.toString)) should endWith(
        "the name 12:00.csv has a colon, which Hadoop cannot read; rename the file."
      )
  }

  "What is no catalog" should "be refused in one line that says why" in {
    message(TableInput.sources("/no/such/file")) shouldBe
      "Cannot read --sources /no/such/file: there is no such file or folder."
    message(TableInput.sources(folder().toString)) should endWith("the folder contains no table.")
    message(file("answer.csv", "<html>", "ERROR")) should include(
      "answer.csv is HTML or XML, perhaps an archive's error message; use Parquet, HATS, a FITS"
    )
    message(file("blank.csv")) should include("the file blank.csv is empty")
    message(bytes("empty.csv")) should endWith("the file empty.csv is empty.")
    message(bytes("junk.csv", 1, 2, 3, 0, 10, 44)) should include(
      "junk.csv is neither a table nor text"
    )
    message(file("cut.parquet", "PAR1 and then nothing")) should endWith(
      "cut.parquet is truncated: its Parquet footer is missing."
    )
  }

  "A packed file" should "be refused where its name does not say so, or its rows cannot be shared" in {
    val packed = Files.readAllBytes(write(folder().resolve("sky.csv.gz"), "ra,dec", "10,1"))
    message(bytes("sky.csv", packed: _*)) should endWith(
      "sky.csv is compressed, but its name does not end in .gz; rename it."
    )
    message(file("specObj.parquet.gz", "PAR1")) should endWith(
      "specObj.parquet.gz is a compressed Parquet file; decompress it first (gunzip, bunzip2)."
    )
  }

  it should "be refused where it is text in UTF-16" in {
    message(bytes("utf16.csv", 0xff.toByte, 0xfe.toByte, 'r', 0)) should endWith(
      "utf16.csv is text in UTF-16; save it as UTF-8."
    )
  }

  private def required(input: TableInput): Unit = {
    val catalog = read(input)
    val table = CatalogReader.sources(catalog, input, known)
    CatalogReader.requirePosition(catalog, table.rows, input)
  }

  "A catalog without any position" should "be refused with the counts of its faults" in {
    val input = file("far.csv", "id,ra,dec", "1,400,0", "2,401,0", "3,,1", "4,1")
    the[UserError] thrownBy required(input) should have message
      s"Cannot read $input (CSV): no row has a valid position: 2 RA_OUT_OF_RANGE," +
      " 1 NO_POSITION, 1 malformed ('2 fields instead of 3'); use --describe to see the" +
      " columns, and --ra-column and --dec-column to name other ones, or --wrap-ra to accept right" +
      " ascensions outside 0 to 360."
  }

  it should "be refused where all its lines are malformed" in {
    val input = file("all.tbl", "|ra |dec|", "|d  |d  |", " x   1", " y   2")
    the[UserError].thrownBy(required(input)).getMessage should include(
      "no row has a valid position: 2 malformed ('ra: 'x' is not a valid number')"
    )
  }

  it should "be taken where it has no rows at all" in {
    noException should be thrownBy required(file("empty.csv", "id,ra,dec"))
  }

  it should "be taken where one row has a position" in {
    noException should be thrownBy required(file("one.csv", "id,ra,dec", "1,400,0", "2,1,1"))
  }

  private def bytes(name: String, content: Byte*): TableInput =
    TableInput.sources(Files.write(folder().resolve(name), content.toArray).toString)
}
