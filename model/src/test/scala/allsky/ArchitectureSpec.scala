package allsky

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.{ClassFileImporter, ImportOption}
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._

/** Tests that imports between packages have one direction: upper packages depend on lower ones. */
class ArchitectureSpec extends AnyFlatSpec with Matchers {

  private lazy val classes: JavaClasses = new ClassFileImporter()
    .withImportOption(new ImportOption.DoNotIncludeTests)
    .importPackages("allsky")

  /** The packages on which each package may depend. */
  private val mayKnow: Map[String, Set[String]] = Map(
    "sky" -> Set(),
    "survey" -> Set("sky"),
    "counterpart" -> Set("sky"),
    "fits" -> Set("sky", "survey"),
    "footprint" -> Set("fits", "sky", "survey"),
    "cutout" -> Set("fits", "sky", "survey"),
    "spectrum" -> Set("fits", "sky", "survey"),
    "simulation" -> Set("spectrum", "fits", "sky", "survey"),
    "network" -> Set("spectrum", "cutout", "fits", "sky", "survey"),
    "training" -> Set("network", "cutout", "sky", "survey"),
    "inference" -> Set("network", "cutout", "sky", "survey"),
    "calibration" -> Set("network", "sky", "survey"),
    "metrics" -> Set("network", "sky", "survey")
  )

  private def name(packageName: String): String = s"allsky.$packageName.."

  "The model" should "consist of the packages that the architecture names" in {
    val found = classes.asScala
      .map(_.getPackageName)
      .filter(_.startsWith("allsky."))
      .map(_.split('.')(1))
      .toSet
    (found -- mayKnow.keySet) shouldBe empty
    found should contain allOf ("survey", "network", "training", "inference", "metrics")
  }

  it should "not depend on Spark" in {
    noClasses.should.dependOnClassesThat
      .resideInAnyPackage("org.apache.spark..", "allsky.spark..", "scala..")
      .check(classes)
  }

  for ((packageName, known) <- mayKnow) {
    it should s"let $packageName depend only on ${(known + "itself").mkString(", ")}" in {
      val forbidden = (mayKnow.keySet - packageName -- known).map(name).toSeq
      noClasses.that
        .resideInAPackage(name(packageName))
        .should
        .dependOnClassesThat
        .resideInAnyPackage(forbidden: _*)
        .allowEmptyShould(true)
        .check(classes)
    }
  }

  it should "have one package that knows the Vector API, which no other package names" in {
    val vectors = "allsky.cutout.arithmetic.vector.."
    noClasses.that
      .resideOutsideOfPackage(vectors)
      .should
      .dependOnClassesThat
      .resideInAnyPackage("jdk.incubator..", vectors)
      .check(classes)
  }

  it should "have no cycle of packages" in {
    slices.matching("allsky.(*)..").should.beFreeOfCycles.check(classes)
  }
}
