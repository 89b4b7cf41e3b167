package allsky.spark.catalog

import allsky.spark.catalog.VoTables._
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.types._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class VoTableTypesSpec extends AnyFlatSpec with Matchers with CatalogFixture {

  private def field(name: String, more: String) = s"""<FIELD name="$name" $more/>"""

  private val types = Seq(
    field("truth", "datatype=\"boolean\""),
    field("bit", "datatype=\"bit\""),
    field("byte", "datatype=\"unsignedByte\""),
    field("short", "datatype=\"short\""),
    field("int", "datatype=\"int\""),
    field("long", "datatype=\"long\""),
    field("float", "datatype=\"float\""),
    field("letter", "datatype=\"char\""),
    field("fixed", "datatype=\"char\" arraysize=\"4\""),
    field("text", "datatype=\"unicodeChar\" arraysize=\"*\""),
    field("vector", "datatype=\"int\" arraysize=\"2\""),
    field("list", "datatype=\"double\" arraysize=\"*\""),
    field("words", "datatype=\"char\" arraysize=\"2x*\"")
  )

  private val schema = Seq(
    BooleanType,
    BooleanType,
    IntegerType,
    IntegerType,
    IntegerType,
    LongType,
    FloatType,
    StringType,
    StringType,
    StringType,
    ArrayType(IntegerType),
    ArrayType(DoubleType),
    ArrayType(StringType)
  )

  private val values = Seq(
    true,
    true,
    200,
    -7,
    70000,
    1L << 40,
    1.5f,
    "x",
    "ab",
    "\u03b1",
    Seq(1, 2),
    Seq(0.5, 1.5),
    Seq("ab", "cd")
  )

  private def rowsOf(data: String): DataFrame =
    read(file("sky.vot", document(table(types, data)))).rows

  "A VOTable" should "have the types of its fields in TABLEDATA" in {
    val cells =
      Seq("T", 1, "0xC8", -7, 70000, 1L << 40, 1.5, "x", "ab", "\u03b1", "1 2", "0.5 1.5", "abcd")
    val read = rowsOf(tabledata(cells))
    read.schema.map(_.dataType) shouldBe schema
    read.first().toSeq shouldBe values
  }

  private def binaryRow(nulls: Option[Int]) = bytes { out =>
    nulls.foreach(out.writeShort)
    out.write('T')
    out.write(0x80)
    out.write(200)
    out.writeShort(-7)
    out.writeInt(70000)
    out.writeLong(1L << 40)
    out.writeFloat(1.5f)
    out.writeBytes("x")
    out.writeBytes("ab\u0000\u0000")
    variable(out, "\u03b1", unicode = true)
    out.writeInt(1)
    out.writeInt(2)
    out.writeInt(2)
    out.writeDouble(0.5)
    out.writeDouble(1.5)
    variable(out, "abcd")
  }

  it should "have the types of its fields in BINARY" in {
    val read = rowsOf(binary("BINARY", binaryRow(None)))
    read.schema.map(_.dataType) shouldBe schema
    read.first().toSeq shouldBe values
  }

  it should "have null where the bits of BINARY2 say so" in {
    val rows = binaryRow(Some(0)) ++ binaryRow(Some(0x8208))
    val read = rowsOf(binary("BINARY2", rows)).collect()
    read(0).toSeq shouldBe values
    read(1).toSeq.zipWithIndex.filter(_._1 == null).map(_._2) shouldBe Seq(0, 6, 12)
  }
}
