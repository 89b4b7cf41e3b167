package allsky.spark.corpus

import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}

import scala.util.Random

/** One way to damage a file. */
trait Mutation {

  def name: String

  /** True where a value that the damaged file gives is one of the undamaged file. */
  def keepsValues: Boolean

  /** The damaged bytes; where they are depends on the random numbers alone. */
  def apply(bytes: Array[Byte], random: Random): Array[Byte]
}

/** A mutation of bytes. */
case class OfBytes(name: String, keepsValues: Boolean)(
    change: (Array[Byte], Random) => Array[Byte]
) extends Mutation {
  def apply(bytes: Array[Byte], random: Random): Array[Byte] = change(bytes, random)
}

/** A mutation of text, a character a byte. */
case class OfText(name: String, keepsValues: Boolean)(change: (String, Random) => String)
    extends Mutation {
  def apply(bytes: Array[Byte], random: Random): Array[Byte] =
    change(new String(bytes, UTF_8), random).getBytes(UTF_8)
}

/** Damage that any file can have: of disks, of transfers and of programs that end early. */
object ByteMutations {

  private def place(bytes: Array[Byte], random: Random): Int = random.nextInt(bytes.length max 1)

  private def removed(bytes: Array[Byte], from: Int, count: Int) =
    bytes.take(from) ++ bytes.drop(from + count)

  private def flipped(count: Int) = OfBytes(s"$count bits flipped", keepsValues = false) {
    (bytes, random) =>
      val damaged = bytes.clone()
      (1 to count).foreach { _ =>
        damaged(place(bytes, random)) =
          (damaged(place(bytes, random)) ^ (1 << random.nextInt(8))).toByte
      }
      damaged
  }

  private def cut(name: String, share: Random => Double) =
    OfBytes(s"cut off $name", keepsValues = false) { (bytes, random) =>
      bytes.take((share(random) * bytes.length).toInt)
    }

  val all: Seq[Mutation] = Seq(
    flipped(1),
    flipped(8),
    flipped(200),
    cut("at its start", _.nextDouble() * 0.02),
    cut("in its first half", _.nextDouble() * 0.5),
    cut("in its second half", 0.5 + _.nextDouble() * 0.5),
    cut("at its last byte", _ => 0.9999999),
    OfBytes("emptied", keepsValues = true)((_, _) => Array.empty),
    OfBytes("first bytes missing", keepsValues = false) { (bytes, random) =>
      bytes.drop(1 + random.nextInt(40))
    },
    OfBytes("a block missing", keepsValues = false) { (bytes, random) =>
      removed(bytes, place(bytes, random), 1 + random.nextInt(2880))
    },
    OfBytes("a block doubled", keepsValues = false) { (bytes, random) =>
      val from = place(bytes, random)
      bytes.take(from) ++ bytes.slice(from, from + 512) ++ bytes.drop(from)
    },
    OfBytes("two blocks swapped", keepsValues = false) { (bytes, random) =>
      val size = bytes.length / 4
      val from = random.nextInt(size max 1)
      val (head, rest) = bytes.splitAt(from)
      head ++ rest.slice(size, 2 * size) ++ rest.take(size) ++ rest.drop(2 * size)
    },
    OfBytes("a block of zeros", keepsValues = false) { (bytes, random) =>
      val from = place(bytes, random)
      bytes.take(from) ++ new Array[Byte](300.min(bytes.length - from)) ++ bytes.drop(from + 300)
    },
    OfBytes("random bytes inserted", keepsValues = false) { (bytes, random) =>
      val more = new Array[Byte](1 + random.nextInt(100))
      random.nextBytes(more)
      val from = place(bytes, random)
      bytes.take(from) ++ more ++ bytes.drop(from)
    },
    OfBytes("garbage at its end", keepsValues = true) { (bytes, random) =>
      val more = new Array[Byte](5000)
      random.nextBytes(more)
      bytes ++ more
    },
    OfBytes("replaced by random bytes", keepsValues = true) { (bytes, random) =>
      val other = new Array[Byte](bytes.length)
      random.nextBytes(other)
      other
    },
    OfBytes("replaced by a page", keepsValues = true) { (_, _) =>
      "<html><body>503 Service Unavailable</body></html>".getBytes(UTF_8)
    },
    OfBytes("twice in one file", keepsValues = true)((bytes, _) => bytes ++ bytes)
  )

  /** Damage of what is packed by gzip. */
  val packed: Seq[Mutation] = all.map(of =>
    OfBytes("packed, " + of.name, keepsValues = true)((bytes, random) => of(gzip(bytes), random))
  ) :+ OfBytes("packed twice", keepsValues = true)((bytes, _) => gzip(gzip(bytes)))

  private def gzip(bytes: Array[Byte]) = allsky.fits.AtlasImages.gzip(bytes)

  /** Text of bytes, a character each. */
  def latin(bytes: Array[Byte]): String = new String(bytes, ISO_8859_1)
}
