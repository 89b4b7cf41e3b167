package allsky.network

import allsky.cutout.CutoutShape
import allsky.cutout.input.InputRecipe
import allsky.network.architecture.Architecture
import allsky.network.engine.ComputeDevice
import allsky.network.engine.PytorchEngine
import allsky.network.model.ModelDescription
import allsky.network.model.TrainedModel
import allsky.network.model.TrainingSummary
import allsky.survey.Band
import allsky.survey.NetworkInputs
import allsky.survey.SourceClass
import java.nio.{ByteBuffer, ByteOrder, FloatBuffer}
import java.util.concurrent.ConcurrentHashMap
import java.util.{Arrays, TreeMap, List => JavaList}
import scala.collection.JavaConverters._
import scala.util.Random

/** Makes models with random weights and batch statistics, as after a training. */
object RandomModels {

  val classes: JavaList[SourceClass] = Arrays.asList(SourceClass.values(): _*)

  val smallShape: NetworkShape =
    new NetworkShape(16, Arrays.asList(Band.W1, Band.W2, Band.W3), classes, 5)

  /** For specs of what is around a network: a quarter of the parameters. */
  val liteShape: NetworkShape = smallShape.`with`(Architecture.IICNET_LITE)

  def weights(shape: NetworkShape, seed: Long): TensorFile = {
    val manager = PytorchEngine.newManager(ComputeDevice.CPU)
    try {
      val network = Network.of(shape)
      network.initialize(manager, seed)
      val random = new Random(seed)
      val tensors = network.weights.tensors
      for ((name, tensor) <- tensors.asScala if name.contains("bn.")) {
        val lowest = if (name.endsWith("weight") || name.endsWith("running_var")) 0.5f else -0.5f
        val values = tensor.values
        values.indices.foreach(i => values(i) = lowest + random.nextFloat)
      }
      TensorFile.of(Map.empty[String, String].asJava, tensors)
    } finally manager.close()
  }

  def description(shape: NetworkShape): ModelDescription = {
    val counts = new TreeMap[SourceClass, Integer]
    counts.put(SourceClass.STAR, 5)
    counts.put(SourceClass.GALAXY, 10)
    counts.put(SourceClass.QSO, 5)
    val recipe = new TreeMap[String, String]
    recipe.put("epochs", "2")
    val training = new TrainingSummary(recipe, 3, "0123abcd", counts, counts)
    if (shape.inputs == NetworkInputs.SPECTRA) ModelDescription.ofSpectra(shape, training)
    else {
      val cutouts = new CutoutShape(shape.bands, 50)
      ModelDescription.of(shape, new InputRecipe(cutouts, shape.inputSide, shape.inputs), training)
    }
  }

  private val models = new ConcurrentHashMap[(NetworkShape, Long), TrainedModel]

  /** Made once in a test JVM for each shape and seed: the export takes a second. */
  def model(shape: NetworkShape, seed: Long): TrainedModel =
    models.computeIfAbsent(
      (shape, seed),
      _ => TrainedModel.of(description(shape), weights(shape, seed))
    )

  /** A model of a shape with a given ONNX file instead of its own. */
  def withOnnx(shape: NetworkShape, onnx: Array[Byte]): TrainedModel =
    new TrainedModel(description(shape), onnx, Array.emptyByteArray, null)

  /** Random cutouts in a direct buffer in native byte order. */
  def cutouts(shape: NetworkShape, count: Int, seed: Long): FloatBuffer = {
    val random = new Random(seed)
    val floats = count * shape.inputSize
    val buffer =
      ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder).asFloatBuffer
    (0 until floats).foreach(i => buffer.put(i, random.nextFloat - 0.2f))
    buffer
  }
}
