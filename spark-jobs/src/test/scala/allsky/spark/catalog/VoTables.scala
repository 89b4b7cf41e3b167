package allsky.spark.catalog

import java.io.{ByteArrayOutputStream, DataOutputStream}
import java.nio.charset.StandardCharsets.{US_ASCII, UTF_16BE}
import java.util.Base64
import java.util.zip.GZIPOutputStream

/** Makes the XML of small VOTables. */
object VoTables {

  val Positions: Seq[String] = Seq(
    """<FIELD name="id" datatype="char" arraysize="*" ucd="meta.id;meta.main"/>""",
    """<FIELD name="ra" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main"/>""",
    """<FIELD name="dec" datatype="double" unit="deg" ucd="pos.eq.dec;meta.main"/>"""
  )

  def document(elements: String*): String =
    """<?xml version="1.0" encoding="UTF-8"?>""" + "\n" +
      """<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">""" + "\n" +
      elements.mkString("<RESOURCE type=\"results\">\n", "\n", "\n</RESOURCE>\n</VOTABLE>")

  def table(fields: Seq[String], data: String, attributes: String = ""): String =
    s"<TABLE $attributes>\n" + fields.mkString("\n") + s"\n<DATA>$data</DATA>\n</TABLE>"

  def tabledata(rows: Seq[Any]*): String =
    rows
      .map(_.map(cell => s"<TD>$cell</TD>").mkString("<TR>", "", "</TR>"))
      .mkString("<TABLEDATA>\n", "\n", "\n</TABLEDATA>")

  def binary(form: String, bytes: Array[Byte], encoding: String = "base64"): String =
    s"""<$form><STREAM encoding="$encoding">${Base64.getMimeEncoder.encodeToString(bytes)}""" +
      s"</STREAM></$form>"

  def bytes(write: DataOutputStream => Unit): Array[Byte] = {
    val bytes = new ByteArrayOutputStream()
    write(new DataOutputStream(bytes))
    bytes.toByteArray
  }

  def gzip(content: Array[Byte]): Array[Byte] = {
    val bytes = new ByteArrayOutputStream()
    val stream = new GZIPOutputStream(bytes)
    stream.write(content)
    stream.close()
    bytes.toByteArray
  }

  /** A text after its number of characters. */
  def variable(out: DataOutputStream, text: String, unicode: Boolean = false): Unit = {
    out.writeInt(text.length)
    out.write(text.getBytes(if (unicode) UTF_16BE else US_ASCII))
  }

  /** The rows of [[Positions]] as BINARY. */
  def positions(rows: (String, Double, Double)*): Array[Byte] = bytes { out =>
    rows.foreach { case (id, ra, dec) =>
      variable(out, id)
      out.writeDouble(ra)
      out.writeDouble(dec)
    }
  }
}
