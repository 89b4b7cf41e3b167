package allsky.network

import allsky.UserError
import org.scalacheck.Gen
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.Files
import java.util.{Collections, LinkedHashMap}
import scala.collection.JavaConverters._

class TensorFileSpec extends AnyFlatSpec with Matchers with ScalaCheckPropertyChecks {

  private val tensors: Gen[Map[String, Tensor]] =
    for {
      names <- Gen.listOfN(4, Gen.alphaNumStr)
      sizes <- Gen.listOfN(4, Gen.zip(Gen.choose(0, 4), Gen.choose(1, 5)))
      seed <- Gen.choose(0, 1000)
    } yield names.zip(sizes).map { case (name, (rows, columns)) =>
      val random = new scala.util.Random(seed)
      val values = Array.fill(rows * columns)(random.nextFloat * 1e6f - 5e5f)
      ("t" + name) -> Tensor.of(Array(rows.toLong, columns.toLong), values)
    }.toMap

  "A tensor file" should "read back what it wrote" in forAll(tensors, Gen.asciiPrintableStr) {
    (written, note) =>
      val file = TensorFile.of(Collections.singletonMap("note", note), written.asJava)
      val read = TensorFile.parse("memory", file.toBytes)
      read.notes.get("note") shouldBe note
      read.tensors.keySet.asScala shouldBe written.keySet
      written.foreach { case (name, tensor) =>
        read.tensors.get(name).shape shouldBe tensor.shape
        read.tensors.get(name).values shouldBe tensor.values
      }
  }

  it should "be the same when it is written and read chunk after chunk" in {
    val values = Array.tabulate(200000)(_ * 0.5f)
    val tensors = new LinkedHashMap[String, Tensor]
    tensors.put("v", Tensor.of(Array(3L), Array(1f, 2f, 3f)))
    tensors.put("w", Tensor.of(Array(200000L), values))
    val file = TensorFile.of(Collections.singletonMap("note", "n"), tensors)
    val path = Files.createTempFile("tensors", ".safetensors")
    val out = Files.newOutputStream(path)
    file.write(out)
    out.close()
    Files.readAllBytes(path) shouldBe file.toBytes
    val read = TensorFile.read(path)
    read.notes.get("note") shouldBe "n"
    read.tensors.get("v").values shouldBe Array(1f, 2f, 3f)
    read.tensors.get("w").values shouldBe values
    Files.write(path, file.toBytes.dropRight(1))
    the[UserError].thrownBy(TensorFile.read(path)).getMessage should startWith("Cannot read ")
    Files.delete(path)
  }

  it should "have the layout of safetensors" in {
    val tensors = new LinkedHashMap[String, Tensor]
    tensors.put("w", Tensor.of(Array(2L), Array(1f, -2f)))
    val bytes = TensorFile.of(Collections.emptyMap[String, String], tensors).toBytes
    val header = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""".padTo(56, ' ')
    bytes.take(8) shouldBe Array[Byte](56, 0, 0, 0, 0, 0, 0, 0)
    new String(bytes.slice(8, 64), UTF_8) shouldBe header
    bytes.drop(64) shouldBe Array(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0).map(_.toByte)
  }

  /** A file with a header of any kind and eight bytes of floats. */
  private def withHeader(json: String): Array[Byte] = {
    val length = java.nio.ByteBuffer.allocate(8).order(java.nio.ByteOrder.LITTLE_ENDIAN)
    length.putLong(json.length.toLong).array ++ json.getBytes(UTF_8) ++ new Array[Byte](8)
  }

  private def tensor(shape: String, begin: Long, end: Long): String =
    s"""{"dtype":"F32","shape":[$shape],"data_offsets":[$begin,$end]}"""

  for {
    (name, header) <- Seq(
      "a tensor behind its end" -> s"""{"w":${tensor("2", 8, 16)}}""",
      "a tensor larger than memory" -> s"""{"w":${tensor("536870910", 0, 2147483640L)}}""",
      "a tensor that ends before it begins" -> s"""{"w":${tensor("2", 8, 0)}}""",
      "offsets of 64 bits" -> s"""{"w":${tensor("2", 4294967296L, 4294967304L)}}""",
      "offsets whose difference overflows" -> s"""{"w":${tensor(
          "2",
          -2147483648L,
          2147483647L
        )}}""",
      "two tensors in the same bytes" -> s"""{"v":${tensor("2", 0, 8)},"w":${tensor("2", 0, 8)}}""",
      "a deep header" -> ("{\"a\":" * 100000)
    )
  } it should s"be refused where it has $name" in {
    val error = the[UserError] thrownBy TensorFile.parse("w.safetensors", withHeader(header))
    error.getMessage should startWith("Cannot read w.safetensors: ")
  }

  it should "be refused by name if it is truncated or of another kind" in {
    val whole = RandomModels.weights(RandomModels.smallShape, 1).toBytes
    val cases = Seq(
      "empty" -> Array.emptyByteArray,
      "cut in the header" -> whole.take(100),
      "cut in the floats" -> whole.dropRight(1),
      "a text" -> "a,b\n1,2\n3,4\n5,6\n".getBytes(UTF_8),
      "an array" -> ("\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000[]".getBytes(UTF_8))
    )
    for ((name, bytes) <- cases) withClue(name) {
      val error = the[UserError] thrownBy TensorFile.parse("weights.safetensors", bytes)
      error.getMessage should startWith("Cannot read weights.safetensors: ")
    }
  }
}
