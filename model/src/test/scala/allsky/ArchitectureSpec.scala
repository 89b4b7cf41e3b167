package allsky

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.{ClassFileImporter, ImportOption}
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.collection.JavaConverters._

/** Imports point one way: what stands above in the house knows what stands below, never back. */
class ArchitectureSpec extends AnyFlatSpec with Matchers {

  private lazy val classes: JavaClasses = new ClassFileImporter()
    .withImportOption(new ImportOption.DoNotIncludeTests)
    .importPackages("allsky")

  /** For each package, which of the others it may know. */
  private val mayKnow: Map[String, Set[String]] = Map(
    "sky" -> Set(),
    "survey" -> Set("sky"),
    "fits" -> Set("sky", "survey"),
    "footprint" -> Set("fits", "sky", "survey"),
    "cutout" -> Set("fits", "sky", "survey"),
    "simulation" -> Set("fits", "sky", "survey"),
    "network" -> Set("cutout", "fits", "sky", "survey"),
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

  it should "know no Spark" in {
    noClasses.should.dependOnClassesThat
      .resideInAnyPackage("org.apache.spark..", "allsky.spark..", "scala..")
      .check(classes)
  }

  for ((packageName, known) <- mayKnow) {
    it should s"let $packageName know nothing but ${(known + "itself").mkString(", ")}" in {
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

  it should "have no cycle of packages" in {
    slices.matching("allsky.(*)..").should.beFreeOfCycles.check(classes)
  }
}
