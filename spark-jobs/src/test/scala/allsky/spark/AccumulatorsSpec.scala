package allsky.spark

import scala.collection.JavaConverters._

import com.tngtech.archunit.core.domain.JavaClass
import com.tngtech.archunit.core.importer.{ClassFileImporter, ImportOption}
import org.apache.spark.util.AccumulatorV2
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import sun.reflect.ReflectionFactory

/**
 * Spark registers an accumulator of a task while it is deserialised, before the fields of the
 * subclass are read. A heartbeat at this moment asks whether it is zero; an exception would end the
 * heartbeats of the executor.
 */
class AccumulatorsSpec extends AnyFlatSpec with Matchers {

  private val accumulators: Seq[JavaClass] =
    new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests)
      .importPackages("allsky.spark")
      .asScala
      .filter(_.isAssignableTo(classOf[AccumulatorV2[_, _]]))
      .toSeq

  /** An instance as the deserialisation makes it: no constructor of the subclass runs. */
  private def withoutFields(accumulator: JavaClass): AccumulatorV2[_, _] =
    ReflectionFactory.getReflectionFactory
      .newConstructorForSerialization(
        accumulator.reflect(),
        classOf[AccumulatorV2[_, _]].getDeclaredConstructor()
      )
      .newInstance()
      .asInstanceOf[AccumulatorV2[_, _]]

  "Each accumulator" should "be zero before its fields are read" in {
    accumulators should have size 5
    for (accumulator <- accumulators)
      withClue(accumulator.getName)(withoutFields(accumulator).isZero shouldBe true)
  }
}
