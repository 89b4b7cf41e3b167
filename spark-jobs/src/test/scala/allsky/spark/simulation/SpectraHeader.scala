package allsky.spark.simulation

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.util.Collections

import nom.tam.fits.Fits

/** What the header of the simulated spectra says of their columns. */
object SpectraHeader {

  private val UNIT = "\\[(.+?)\\] (.*)".r

  /** Name, FITS format, unit and description of each column. */
  lazy val columns: Seq[(String, String, String, String)] = {
    val file = new ByteArrayOutputStream()
    SpecObjTable.write(Collections.emptyIterator[Array[Byte]], 0, file)
    val header = new Fits(new ByteArrayInputStream(file.toByteArray)).getHDU(1).getHeader
    (1 to header.getIntValue("TFIELDS")).map { n =>
      val name = header.findCard(s"TTYPE$n")
      val (unit, description) = name.getComment match {
        case UNIT(unit, rest) => (unit, rest)
        case comment          => ("", comment)
      }
      (name.getValue, header.getStringValue(s"TFORM$n"), unit, description.capitalize)
    }
  }
}
