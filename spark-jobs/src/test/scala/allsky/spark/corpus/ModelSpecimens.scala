package allsky.spark.corpus

import allsky.network.RandomModels
import allsky.network.Tensor
import allsky.network.TensorFile
import allsky.network.model.ModelFolder
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

/** A model's folder, one file of which is damaged. */
object ModelSpecimens {

  /** A real one in memory: its making starts PyTorch, so it is made where it is needed. */
  private lazy val files: Map[String, Array[Byte]] = {
    val folder = Files.createTempDirectory("allsky-corpus")
    ModelFolder.write(folder, RandomModels.model(RandomModels.liteShape, 3))
    val found = Files.list(folder)
    try found.iterator.asScala.map(f => f.getFileName.toString -> Files.readAllBytes(f)).toMap
    finally found.close()
  }

  private lazy val digest: String = read(written(Files.createTempDirectory("allsky-corpus"), Map()))

  private def written(folder: Path, others: Map[String, Array[Byte]]): Path = {
    (files ++ others).foreach { case (name, bytes) => Files.write(folder.resolve(name), bytes) }
    folder
  }

  private def read(folder: Path): String = ModelFolder.read(folder, _ => ()).digest

  private class OneFile(val name: String, val mutations: Seq[Mutation]) extends Specimen {

    val kind = "model folder"

    def bytes: Array[Byte] = files(name)

    def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String] =
      if (read(written(folder, Map(name -> damaged))) == digest) Nil
      else Seq("another model is read")
  }

  /** The description of a model that is older than the digests of all files. */
  private class OldDescription(val mutations: Seq[Mutation]) extends Specimen {

    val kind = "model folder"
    val name = "model.json of version 1"

    def bytes: Array[Byte] =
      ByteMutations.latin(files("model.json")).replace(
        "\"formatVersion\": 2",
        "\"formatVersion\": 1"
      ).getBytes("UTF-8")

    def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String] = {
      written(folder, Map("model.json" -> damaged))
      Files.delete(folder.resolve("SHA256SUMS"))
      val description = ModelFolder.read(folder, _ => ()).description
      if (description.temperature > 0) Nil else Seq("a temperature that is not above 0")
    }
  }

  /** Tensors alone: those of a checkpoint have no digest. */
  private class Tensors(val mutations: Seq[Mutation]) extends Specimen {

    val kind = "model folder"
    val name = "tensors.safetensors"

    def bytes: Array[Byte] = {
      val tensors = Seq("a", "b").map(_ -> Tensor.of(Array(2L, 3L), Array.tabulate(6)(_ / 2f)))
      TensorFile.of(Map("note" -> "a text").asJava, tensors.toMap.asJava).toBytes
    }

    def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String] = {
      val tensors = TensorFile.parse(s"$folder/$name", damaged).tensors.asScala
      tensors.collect {
        case (tensor, values) if values.shape.product != values.values.length =>
          s"the tensor $tensor has ${values.values.length} values for its shape"
      }.toSeq
    }
  }

  private def inTensors(from: String, to: String) =
    OfBytes(s"$from is $to", keepsValues = false) { (bytes, _) =>
      val text = ByteMutations.latin(bytes)
      val length = bytes(0) & 0xff
      val header = text.slice(8, 8 + length).replace(from, to).padTo(248, ' ')
      (Array[Byte](248.toByte, 0, 0, 0, 0, 0, 0, 0).map(_.toChar & 0xff).map(_.toByte) ++
        header.getBytes("ISO-8859-1") ++ bytes.drop(8 + length))
    }

  private val damageOfTensors: Seq[Mutation] = Seq(
    inTensors("[0,24]", "[0,2147483640]"),
    inTensors("[0,24]", "[24,0]"),
    inTensors("[0,24]", "[-24,0]"),
    inTensors("[0,24]", "[0,1e30]"),
    inTensors("[0,24]", "[]"),
    inTensors("[2,3]", "[2147483647,2147483647]"),
    inTensors("[2,3]", "[-2,-3]"),
    inTensors("[2,3]", "[]"),
    inTensors("F32", "F16"),
    OfBytes("a header of 2^63 bytes", keepsValues = false)((bytes, _) =>
      Array.fill(7)(-1.toByte) ++ Array(0x7f.toByte) ++ bytes.drop(8)
    ),
    OfBytes("a header that is deeply nested", keepsValues = false) { (_, _) =>
      val text = ("{\"a\":" * 50000).getBytes("US-ASCII")
      java.nio.ByteBuffer.allocate(8 + text.length).order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length).put(text).array
    }
  )

  private val damageOfJson = TextMutations.ofJson ++ TextMutations.all

  val all: Seq[Specimen] = Seq(
    new OneFile("model.json", TextMutations.ofJson ++ ByteMutations.all),
    new OneFile("SHA256SUMS", ByteMutations.all ++ TextMutations.all),
    new OneFile("iicnet.safetensors", ByteMutations.all),
    new OneFile("iicnet.onnx", ByteMutations.all),
    new OldDescription(damageOfJson),
    new Tensors(damageOfTensors ++ ByteMutations.all)
  )
}
