package allsky.spark.corpus

import java.nio.charset.StandardCharsets.ISO_8859_1

import scala.util.Random

/** Damage of the cards of a FITS header. */
object FitsMutations {

  private val CardBytes = 80

  /** The cards with some keyword, in any header of the file, as numbers of 80 bytes. */
  private def places(bytes: Array[Byte], keyword: String): Seq[Int] =
    (0 until bytes.length / CardBytes).filter(i =>
      new String(bytes, i * CardBytes, 8, ISO_8859_1).trim == keyword
    )

  private def withCard(bytes: Array[Byte], at: Int, card: String): Array[Byte] =
    bytes.patch(
      at * CardBytes,
      card.padTo(CardBytes, ' ').take(CardBytes).getBytes(ISO_8859_1),
      CardBytes
    )

  private def card(keyword: String, value: String) = f"$keyword%-8s= $value%20s"

  /** The last card of the keyword, which is that of the table where an image is before it. */
  private def changed(keyword: String, value: String) =
    OfBytes(s"$keyword is $value", keepsValues = false) { (bytes, _) =>
      places(bytes, keyword).lastOption.fold(bytes)(withCard(bytes, _, card(keyword, value)))
    }

  private def missing(keyword: String) =
    OfBytes(s"$keyword is missing", keepsValues = false) { (bytes, _) =>
      places(bytes, keyword).foldLeft(bytes)((damaged, at) => withCard(damaged, at, "COMMENT"))
    }

  /** A card of blanks becomes a second one of a keyword. */
  private def doubled(keyword: String, value: String) =
    OfBytes(s"$keyword is there twice", keepsValues = false) { (bytes, _) =>
      places(bytes, "END").lastOption.fold(bytes)(at =>
        withCard(withCard(bytes, at, card(keyword, value)), at + 1, "END")
      )
    }

  private val any: Seq[Mutation] = Seq(
    changed("SIMPLE", "F"),
    changed("BITPIX", "7"),
    changed("BITPIX", "-2147483648"),
    changed("NAXIS", "-1"),
    changed("NAXIS", "999"),
    changed("NAXIS", "'two'"),
    changed("NAXIS1", "0"),
    changed("NAXIS1", "-4"),
    changed("NAXIS1", "2147483647"),
    changed("NAXIS1", "9223372036854775807"),
    changed("NAXIS2", "-1"),
    changed("NAXIS2", "100000000000"),
    changed("NAXIS2", "9223372036854775807"),
    missing("NAXIS2"),
    missing("END"),
    doubled("NAXIS2", "3"),
    OfBytes("a card with letters of another alphabet", keepsValues = true) { (bytes, random) =>
      val at = 5 + random.nextInt(10)
      withCard(bytes, at, "\u00e9\u00ff\u0001 = '\u00fc")
    },
    OfBytes("a keyword of small letters", keepsValues = false) { (bytes, random) =>
      val at = CardBytes * (1 + random.nextInt(20))
      bytes.patch(at, new String(bytes, at, 8, ISO_8859_1).toLowerCase.getBytes(ISO_8859_1), 8)
    }
  )

  val ofImages: Seq[Mutation] = any ++ Seq(
    changed("NAXIS1", "100000"),
    changed("NAXIS2", "100000"),
    OfBytes("a header of 100000 x 100000 pixels", keepsValues = false) { (bytes, random) =>
      changed("NAXIS1", "100000")(changed("NAXIS2", "100000")(bytes, random), random)
    },
    changed("BITPIX", "64"),
    changed("CTYPE1", "'GLON-CAR'"),
    changed("CRVAL1", "'NaN'"),
    changed("CRVAL2", "123456789"),
    changed("CRPIX1", "1E308"),
    changed("CDELT1", "0"),
    changed("CDELT2", "-1E-300"),
    changed("CROTA2", "Infinity"),
    changed("EQUINOX", "1950.0"),
    changed("BAND", "9"),
    changed("BAND", "'W'"),
    changed("COADDID", "'../../etc'"),
    changed("MAGZP", "'bright'"),
    missing("CRVAL1"),
    missing("MAGZP"),
    missing("COADDID"),
    doubled("BSCALE", "0"),
    doubled("BZERO", "1E300"),
    doubled("CD1_1", "1"),
    doubled("PV2_1", "7"),
    OfBytes("pixels without a value", keepsValues = false) { (bytes, _) =>
      val nan = Seq(0x7f, 0xc0, 0, 0).map(_.toByte)
      bytes.patch(2880, Seq.fill((bytes.length - 2880) / 4)(nan).flatten, bytes.length - 2880)
    }
  )

  val ofTables: Seq[Mutation] = any ++ Seq(
    changed("TFIELDS", "0"),
    changed("TFIELDS", "-3"),
    changed("TFIELDS", "2147483647"),
    changed("PCOUNT", "-5"),
    changed("PCOUNT", "99999999999"),
    changed("GCOUNT", "0"),
    changed("XTENSION", "'TABLE   '"),
    changed("TFORM1", "'99999999999A'"),
    changed("TFORM1", "'-4A     '"),
    changed("TFORM2", "'2147483647D'"),
    changed("TFORM2", "'Z       '"),
    changed("TFORM2", "'        '"),
    changed("TFORM3", "'E       '"),
    changed("TFORM3", "'1P      '"),
    changed("TTYPE2", "'        '"),
    changed("TTYPE2", "'dec     '"),
    changed("TTYPE2", "'DEC     '"),
    changed("TTYPE3", "'a.b`c'"),
    changed("TUNIT2", "'furlong'"),
    missing("TFORM2"),
    missing("TTYPE2"),
    missing("TFIELDS"),
    doubled("TSCAL2", "'x'"),
    doubled("TZERO3", "1E400"),
    doubled("TNULL1", "'-'"),
    doubled("TDIM1", "'(99999999999,2)'"),
    doubled("TDIM2", "'(0,0)'"),
    doubled("ZTABLE", "T"),
    doubled("TFORM9", "'D'")
  )
}
