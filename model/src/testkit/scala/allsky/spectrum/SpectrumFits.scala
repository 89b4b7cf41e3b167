package allsky.spectrum

import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.charset.StandardCharsets.US_ASCII

/** FITS files of one spectrum, built card by card, with whatever columns a test wants. */
object SpectrumFits {

  private val Block = 2880

  /** A column: its name, the letter of its format and its value in each pixel. */
  final case class Column(name: String, code: Char, value: Int => Double) {
    def bytes: Int = if (code == 'D') 8 else 4
  }

  /** The columns of SDSS, with a flux that rises by 1 in each pixel. */
  val sdssColumns: Seq[Column] = Seq(
    Column("flux", 'E', pixel => 1 + pixel),
    Column("loglam", 'E', pixel => LogGrid.SDSS.logWavelength(pixel)),
    Column("ivar", 'E', _ => 4),
    Column("and_mask", 'J', _ => 1 << 20),
    Column("sky", 'E', _ => -7)
  )

  /** A file of the archive, with a class if one is given. */
  def file(
      columns: Seq[Column] = sdssColumns,
      rows: Int = LogGrid.SDSS.pixels,
      sourceClass: Option[String] = Some("QSO"),
      primary: Seq[String] = Seq("PLATEID =  266", "MJD     = 51602", "FIBERID =    7")
  ): Array[Byte] =
    header(
      Seq("SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T") ++ primary
    ) ++ table(columns, rows) ++ sourceClass.map(classTable).getOrElse(Array.emptyByteArray)

  def header(cards: Seq[String]): Array[Byte] =
    blocks((cards :+ "END").map(_.padTo(80, ' ')).mkString.getBytes(US_ASCII), ' ')

  def table(columns: Seq[Column], rows: Int): Array[Byte] = {
    val row = columns.map(_.bytes).sum
    val data = ByteBuffer.allocate(row * rows)
    for (pixel <- 0 until rows; column <- columns) column.code match {
      case 'D' => data.putDouble(column.value(pixel))
      case 'E' => data.putFloat(column.value(pixel).toFloat)
      case _   => data.putInt(column.value(pixel).toInt)
    }
    tableHeader(row, rows, columns.map(column => column.name -> s"1${column.code}")) ++
      blocks(data.array, 0)
  }

  private def classTable(sourceClass: String): Array[Byte] =
    tableHeader(12, 1, Seq("PLATE" -> "J", "CLASS" -> "8A")) ++
      blocks(Array[Byte](0, 0, 1, 10) ++ sourceClass.padTo(8, ' ').getBytes(US_ASCII), 0)

  def tableHeader(rowBytes: Int, rows: Long, columns: Seq[(String, String)]): Array[Byte] =
    header(
      Seq(
        "XTENSION= 'BINTABLE'",
        "BITPIX  = 8",
        "NAXIS   = 2",
        s"NAXIS1  = $rowBytes",
        s"NAXIS2  = $rows",
        "PCOUNT  = 0",
        "GCOUNT  = 1",
        s"TFIELDS = ${columns.size}"
      ) ++ columns.zipWithIndex.flatMap { case ((name, form), index) =>
        Seq(
          f"TTYPE${index + 1}%-3d= '$name'",
          f"TFORM${index + 1}%-3d= '$form'"
        )
      }
    )

  private def blocks(bytes: Array[Byte], filling: Byte): Array[Byte] = {
    val out = new ByteArrayOutputStream
    out.write(bytes)
    while (out.size % Block != 0) out.write(filling)
    out.toByteArray
  }
}
