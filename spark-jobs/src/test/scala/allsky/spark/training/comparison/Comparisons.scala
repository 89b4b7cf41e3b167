package allsky.spark.training.comparison

import allsky.network.architecture.Architecture
import allsky.network.engine.ComputeDevice
import allsky.spark.files.DriverPath
import allsky.spark.output.{OutputFolder, RunIdentity}
import allsky.spark.training.{RandomCutouts, TrainingCutouts}
import allsky.survey.{Band, NetworkInputs, SourceClass}
import allsky.training.TrainingRecipe
import allsky.training.data.Augmentation
import java.nio.file.{Files, Path}
import java.util.{List => JavaList}

import scala.collection.JavaConverters._

import org.apache.hadoop.conf.Configuration

/** Plans and steps of comparisons on random cutouts, 12 to train on, 6 to validate, 9 to test. */
trait Comparisons {

  protected val bands = Seq(Band.W1, Band.W2)
  protected val splits = Seq.fill(12)("train") ++ Seq.fill(6)("validation") ++ Seq.fill(9)("test")

  protected lazy val cutouts: TrainingCutouts =
    TrainingCutouts.of(RandomCutouts.table(bands, splits), "cutouts")

  protected val images = new ComparisonFiles.Images("cutouts", true)

  protected def axes(
      architectures: Seq[Architecture],
      sides: Seq[Int],
      stems: Seq[Int],
      bandSets: Seq[Seq[Band]],
      inputs: Seq[NetworkInputs] = Seq(NetworkInputs.IMAGES)
  ): ComparisonPlan.Axes =
    new ComparisonPlan.Axes(
      architectures.asJava,
      sides.map(Int.box).asJava,
      stems.map(Int.box).asJava,
      bandSets.map(_.asJava).asJava,
      inputs.asJava
    )

  protected val classes: JavaList[SourceClass] = SourceClass.values.toList.asJava

  protected def plan(architectures: Architecture*): ComparisonPlan =
    ComparisonPlan.of(axes(architectures, Seq(16), Seq(5), Seq(bands)), classes, 1, 1)

  protected def step(
      path: Path,
      log: String => Unit,
      options: (String, String)*
  ): ComparisonStep = {
    val run = RunIdentity.starting("compare-networks", options.toMap.asJava)
    val output = OutputFolder.at(path.toString, new Configuration)
    val folder =
      ComparisonFolder.of(DriverPath.parse("--output", path.toString), output, run, false)
    val recipe = new TrainingRecipe(2, 4, 1e-3, 0, Augmentation.NONE, 0, 1)
    new ComparisonStep(folder, recipe, ComputeDevice.CPU, line => log(line))
  }

  protected def newFolder(): Path =
    Files.createTempDirectory("allsky-comparison").resolve("out")
}
