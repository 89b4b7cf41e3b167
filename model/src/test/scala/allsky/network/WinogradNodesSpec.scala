package allsky.network

import ai.djl.ndarray.types.Shape
import ai.onnxruntime.{OnnxTensor, OrtEnvironment}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import java.nio.FloatBuffer
import java.util.Collections
import scala.collection.JavaConverters._
import scala.util.Random

class WinogradNodesSpec extends AnyFlatSpec with Matchers {

  private type Images = Array[Array[Array[Array[Float]]]]

  private def floats(random: Random, size: Int): Array[Float] =
    Array.fill(size)(random.nextFloat - 0.3f)

  private def winograd(
      folded: FoldedConvolution,
      filters: Int,
      shape: Shape,
      input: Array[Float]
  ): Images = {
    val nodes = new OnnxNodes("one convolution")
    val result = WinogradNodes.add(nodes, "x", shape, folded)
    val output = new OnnxNodes.Port("y", new Shape(filters, shape.get(2), shape.get(3)))
    val bytes = nodes.model(
      new OnnxNodes.Port("x", shape.slice(1)),
      Seq(new OnnxNodes.Output(result, output)).asJava,
      "test",
      Collections.emptyMap[String, String]
    )
    val environment = OrtEnvironment.getEnvironment
    val session = environment.createSession(bytes)
    val tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape.getShape)
    try session.run(Collections.singletonMap("x", tensor)).get(0).getValue.asInstanceOf[Images]
    finally {
      tensor.close()
      session.close()
    }
  }

  /** One output of the convolution, in double. */
  private def direct(
      folded: FoldedConvolution,
      shape: Shape,
      input: Array[Float]
  )(n: Int, filter: Int, row: Int, column: Int): Double = {
    val Seq(_, channels, rows, columns) = shape.getShape.map(_.toInt).toSeq
    val terms =
      for {
        c <- 0 until channels
        i <- 0 until 3 if row + i >= 1 && row + i <= rows
        j <- 0 until 3 if column + j >= 1 && column + j <= columns
      } yield folded.factors()(((filter * channels + c) * 3 + i) * 3 + j).toDouble *
        input(((n * channels + c) * rows + row + i - 1) * columns + column + j - 1)
    terms.sum + Option(folded.bias).fold(0.0)(_(filter).toDouble)
  }

  for (
    (batch, channels, filters, rows, columns) <- Seq(
      (1, 1, 1, 5, 5),
      (2, 3, 4, 10, 10),
      (3, 8, 5, 7, 7),
      (1, 2, 3, 1, 1),
      (2, 4, 2, 3, 12),
      (5, 16, 8, 11, 5)
    )
  ) s"A convolution of $batch x $channels x $rows x $columns to $filters channels" should
    "equal the direct one" in {
      val random = new Random(rows)
      val shape = new Shape(batch, channels, rows, columns)
      val input = floats(random, shape.size.toInt)
      for (bias <- Seq(floats(random, filters), null)) {
        val folded = new FoldedConvolution(floats(random, filters * channels * 9), bias)
        val images = winograd(folded, filters, shape, input)
        val expected = direct(folded, shape, input) _
        images.length shouldBe batch
        for {
          n <- 0 until batch
          filter <- 0 until filters
          row <- 0 until rows
          column <- 0 until columns
        } images(n)(filter)(row)(column).toDouble shouldBe
          expected(n, filter, row, column) +- 2e-5
        images.flatten.length shouldBe batch * filters
        images.flatten.forall(map => map.length == rows && map.forall(_.length == columns)) shouldBe
          true
      }
    }
}
