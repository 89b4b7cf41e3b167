package allsky.fits.pixels

import allsky.fits.AtlasImages
import allsky.fits.CompressedImages
import allsky.fits.UnreadableImageException
import allsky.fits.header.NoPixelsException
import allsky.fits.image.FitsImage
import java.io.ByteArrayInputStream
import java.nio.{ByteBuffer, IntBuffer, ShortBuffer}

import allsky.fits.CompressedImages.Tile
import nom.tam.fits.compression.algorithm.hcompress.HCompressor.IntHCompressor
import nom.tam.fits.compression.algorithm.hcompress.HCompressorOption
import nom.tam.fits.compression.algorithm.plio.PLIOCompress.ShortPLIOCompressor
import nom.tam.fits.compression.algorithm.rice.RiceCompressOption
import nom.tam.fits.compression.algorithm.rice.RiceCompressor.IntRiceCompressor
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CompressedImageSpec extends AnyFlatSpec with Matchers {

  private def read(bytes: Array[Byte]) =
    FitsImage.read(new ByteArrayInputStream(bytes), "image.fits")

  private def complaint(bytes: Array[Byte]): String =
    the[UnreadableImageException].thrownBy(read(bytes)).getMessage

  private val width = 64
  private val height = 3

  /** An integer below 4096 for each pixel. */
  private val numbers = Array.tabulate(height, width)((y, x) => (y * 1000 + x * 13 + x * x) % 4096)

  private val floats = numbers.map(_.map(_.toFloat))

  private def bytes(pack: ByteBuffer => Unit): Array[Byte] = {
    val packed = ByteBuffer.allocate(100000)
    pack(packed)
    packed.array.take(packed.position)
  }

  private def rice(row: Array[Int]): Array[Byte] = bytes { packed =>
    val option = new RiceCompressOption().setBlockSize(32).setBytePix(4)
    new IntRiceCompressor(option).compress(IntBuffer.wrap(row), packed)
  }

  /** The compressor leaves the buffer position at 0; no line ends with an instruction 0. */
  private def plio(row: Array[Int]): Array[Byte] = {
    val packed = ByteBuffer.allocate(1000)
    new ShortPLIOCompressor().compress(ShortBuffer.wrap(row.map(_.toShort)), packed)
    packed.array.grouped(2).toSeq.reverse.dropWhile(_.forall(_ == 0)).reverse.flatten.toArray
  }

  private def hcompress(rows: Array[Array[Int]]): Array[Byte] = bytes { packed =>
    val option = new HCompressorOption().setScale(0)
    option.setTileWidth(rows(0).length)
    option.setTileHeight(rows.length)
    new IntHCompressor(option).compress(IntBuffer.wrap(rows.flatten), packed)
  }

  private def bigEndian(row: Array[Int]): Array[Byte] =
    row.flatMap(number => ByteBuffer.allocate(4).putInt(number).array)

  private def realBytes(row: Array[Float]): Array[Byte] =
    row.flatMap(number => ByteBuffer.allocate(4).putFloat(number).array)

  /** The first bytes of all values, then the second bytes, and so on. */
  private def shuffled(values: Array[Byte]): Array[Byte] =
    (0 until 4).flatMap(part => values.grouped(4).map(_(part))).toArray

  private def rows(pack: Array[Int] => Array[Byte]) = numbers.map(row => Tile(pack(row))).toSeq

  private def integers(algorithm: String, tiles: Seq[Tile], cards: (String, String)*) =
    CompressedImages.fits(width, height, 32, algorithm, tiles, cards.toMap)

  private val packings = Seq(
    ("RICE_1", integers("RICE_1", rows(rice))),
    ("RICE_ONE, its older name", integers("RICE_ONE", rows(rice))),
    ("GZIP_1", integers("GZIP_1", rows(row => AtlasImages.gzip(bigEndian(row))))),
    ("GZIP_2", integers("GZIP_2", rows(row => AtlasImages.gzip(shuffled(bigEndian(row)))))),
    ("NOCOMPRESS", integers("NOCOMPRESS", rows(bigEndian))),
    (
      "HCOMPRESS_1 in one tile",
      integers("HCOMPRESS_1", Seq(Tile(hcompress(numbers))), "ZTILE2" -> "3")
    ),
    (
      "PLIO_1",
      CompressedImages.fits(width, height, 16, "PLIO_1", rows(plio), elementBytes = 2)
    )
  )

  for ((packing, image) <- packings)
    "A compressed image" should s"have its pixels from $packing" in {
      read(image).pixels shouldBe floats
    }

  it should "have its size and its position from its own cards" in {
    val header = read(integers("RICE_1", rows(rice))).header
    (header.width, header.height) shouldBe ((width, height))
    header.middle.raDeg shouldBe 121.0 +- 1e-9
  }

  it should "have its pixels from tiles in columns and rows, the last ones smaller" in {
    val tiles = for (y <- Seq(0, 2); x <- Seq(0, 40)) yield {
      val cut = numbers.slice(y, y + 2).map(_.slice(x, x + 40))
      Tile(rice(cut.flatten))
    }
    read(integers("RICE_1", tiles, "ZTILE1" -> "40", "ZTILE2" -> "2")).pixels shouldBe floats
  }

  it should "apply BSCALE, BZERO and BLANK" in {
    val cards = Seq("BSCALE" -> "0.5", "BZERO" -> "7.0", "BLANK" -> s"${numbers(1)(5)}")
    val pixels = read(integers("RICE_1", rows(rice), cards: _*)).pixels
    pixels(1)(5).isNaN shouldBe true
    pixels(0)(9) shouldBe 7 + 0.5f * numbers(0)(9)
  }

  private val reals = floats.map(_.map(_ / 7))

  for (
    (algorithm, order) <- Seq[(String, Array[Byte] => Array[Byte])](
      "GZIP_1" -> (values => values),
      "GZIP_2" -> (shuffled(_))
    )
  )
    it should s"have bit-exact floats from $algorithm" in {
      val tiles = reals.map(row => Tile(AtlasImages.gzip(order(realBytes(row))))).toSeq
      read(CompressedImages.fits(width, height, -32, algorithm, tiles)).pixels shouldBe reals
    }

  it should "have floats of a tile that was not quantised" in {
    val tiles = reals.map(row =>
      Tile(Array.emptyByteArray, 2, 0, AtlasImages.gzip(realBytes(row)))
    )
    read(CompressedImages.fits(width, height, -32, "RICE_1", tiles.toSeq)).pixels shouldBe reals
  }

  it should "have quantised floats without dithering, and NaN where an integer is ZBLANK" in {
    val tiles = numbers.map(row => Tile(rice(row), 0.5, 10)).toSeq
    val cards = Map("ZBLANK" -> s"${numbers(2)(3)}", "ZQUANTIZ" -> "'NO_DITHER'")
    val pixels = read(CompressedImages.fits(width, height, -32, "RICE_1", tiles, cards)).pixels
    pixels(0) shouldBe floats(0).map(10 + _ * 0.5f)
    pixels(2)(3).isNaN shouldBe true
  }

  /**
   * Written and read by astropy 8.0 and CFITSIO: normal random numbers with mean 100 and
   * standard deviation 3, a zero at (5, 1), a NaN at (7, 2); quantize_method 2, dither_seed
   * 9999.
   */
  private val dithered = Seq(
    Tile(
      hex(
        "80000057340179f7f24cd5b66111fe31575edd6a991ccbbb4356ca886150e723249efd05a3677abab91e28a15d",
        "ae3f27dd841ce280cc49390b6fdb00"
      ),
      0.19430766843719482,
      417272630.0280078
    ),
    Tile(
      hex(
        "800001c83c0c1ba62e80011c0004eb3f93f76744cf272b057812abdb8703f27d891425739a51225bffd2fbc75c",
        "ba9b0a3b00267aa403e04a611d51848c0fb5f0"
      ),
      0.21115507137498857,
      453452060.647355
    ),
    Tile(
      hex(
        "8000004a3408762ff332c0acca5f92ceb888e69ce57d57354b0374997b657819329a904a907a2057b71443eb07",
        "b220567095313d7968afea5a14b8"
      ),
      0.18182917232446671,
      390475266.0245917
    )
  )

  private def hex(digits: String*): Array[Byte] =
    digits.mkString.grouped(2).map(Integer.parseInt(_, 16).toByte).toArray

  it should "have dithered floats, zeros and missing pixels as CFITSIO has them" in {
    val cards = Map(
      "ZQUANTIZ" -> "'SUBTRACTIVE_DITHER_2'",
      "ZDITHER0" -> "9999",
      "ZBLANK" -> "-2147483648"
    )
    val pixels = read(CompressedImages.fits(64, 3, -32, "RICE_1", dithered, cards)).pixels
    pixels(0).take(3) shouldBe Array(106.19647f, 92.30038f, 101.339676f)
    pixels(1).slice(3, 7) shouldBe Array(103.5269f, 93.4363f, 0f, 100.90457f)
    pixels(2)(7).isNaN shouldBe true
    pixels(2)(8) shouldBe 99.15082f
    pixels.flatten.filterNot(_.isNaN).map(_.toDouble).sum shouldBe 19032.672050476074 +- 1e-6
  }

  for (
    (card, value, fault) <- Seq(
      (
        "ZCMPTYPE",
        "'BZIP2_1'",
        "its ZCMPTYPE is BZIP2_1; allsky supports [RICE_1, GZIP_1, GZIP_2, "
      ),
      ("ZBITPIX", "7", "its BITPIX is 7; allowed are 8, 16, 32, 64, -32 and -64"),
      ("ZNAXIS1", "-4", "its NAXIS1 is -4; allsky reads images of 1 to"),
      ("ZNAXIS2", "4", "its table has 3 rows for 1 x 4 tiles"),
      ("ZTILE1", "0", "its ZTILE1 is 0"),
      ("ZTILE2", "-1", "its ZTILE2 is -1"),
      ("NAXIS2", "-3", "its NAXIS2 is negative: -3"),
      ("NAXIS2", "999999999999999", "its table has 999999999999999 rows for 1 x 3 tiles"),
      ("PCOUNT", "999999999999", " bytes, too many for its pixels"),
      ("PCOUNT", "-1", "its PCOUNT is negative: -1"),
      ("THEAP", "-5", "its THEAP is -5, outside of its data"),
      ("THEAP", "99999999999", "its THEAP is 99999999999, outside of its data"),
      ("TFORM1", "'1E'", "its column COMPRESSED_DATA has the unsupported format 1E"),
      ("TFORM1", "'99999999D'", "its columns up to COMPRESSED_DATA take more than the 16 bytes"),
      ("ZQUANTIZ", "'MAGIC'", "its ZQUANTIZ is MAGIC, an unknown method"),
      ("ZDITHER0", "0", "its ZDITHER0 is 0; seeds are 1 to 10000"),
      ("ZMASKCMP", "'RICE_1'", "it has a compressed mask (ZMASKCMP), which allsky does not support")
    )
  )
    it should s"be refused in one line if its $card is $value" in {
      complaint(integers("RICE_1", rows(rice), card -> value)) should include(fault)
    }

  it should "be refused before it is read if a tile or the image is too large" in {
    val sides = Seq("ZNAXIS1" -> "20000", "ZNAXIS2" -> "20000", "NAXIS2" -> "1")
    complaint(integers("RICE_1", rows(rice), sides :+ ("ZTILE2" -> "20000"): _*)) shouldBe
      "its tiles have 20000 x 20000 pixels; allsky reads at most 8192 x 8192"
    val wide = Seq("ZNAXIS1" -> "100000", "ZNAXIS2" -> "100000")
    complaint(integers("RICE_1", rows(rice), wide: _*)) should startWith(
      "its header declares 100000 x 100000 pixels; allsky reads at most "
    )
  }

  it should "have its size even if its pixels are not read" in {
    val bytes = integers("RICE_1", rows(rice), "ZCMPTYPE" -> "'OTHER'")
    the[NoPixelsException].thrownBy(read(bytes)).header.width shouldBe width
  }

  for (
    (algorithm, tiles, cards) <- Seq(
      ("RICE_1", rows(rice(_).dropRight(3)), Nil),
      ("GZIP_1", rows(row => AtlasImages.gzip(bigEndian(row)).dropRight(9)), Nil),
      ("GZIP_2", rows(row => AtlasImages.gzip(bigEndian(row)).drop(2)), Nil),
      ("HCOMPRESS_1", Seq(Tile(hcompress(numbers).take(40))), Seq("ZTILE2" -> "3"))
    )
  )
    it should s"be refused if a tile of $algorithm is damaged, without Java terms" in {
      complaint(
        integers(algorithm, tiles, cards: _*)
      ) shouldBe s"its tile 1 ($algorithm) is damaged"
    }

  for ((what, tile) <- Seq("longer" -> rice(numbers(0)), "shorter" -> rice(numbers(0).take(9))))
    it should s"be refused if a tile is $what than its pixels" in {
      val one = if (what == "longer") tile :+ 1.toByte else tile
      complaint(integers("RICE_1", Seq.fill(3)(Tile(one)))) should
        (be("a tile has more data than pixels") or be("its tile 1 (RICE_1) is damaged"))
    }

  it should "be refused if it is truncated" in {
    val bytes = integers("NOCOMPRESS", rows(bigEndian))
    complaint(bytes.dropRight(2880)) should startWith("it is truncated: ")
  }

  it should "be refused if a tile is not within its heap" in {
    complaint(integers("RICE_1", rows(rice), "PCOUNT" -> "10")) should startWith("its tile 1 is")
  }
}
