package allsky.spark

import scala.collection.JavaConverters._

import com.tngtech.archunit.core.domain.{JavaClass, JavaClasses}
import com.tngtech.archunit.core.importer.{ClassFileImporter, ImportOption}
import com.tngtech.archunit.lang.ArchRule
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import org.apache.spark.SparkConf
import org.apache.spark.sql.{DataFrameReader, SparkSession}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Imports point one way, and nothing but the configuration says where Spark runs. */
class ArchitectureSpec extends AnyFlatSpec with Matchers {

  private lazy val house: JavaClasses = new ClassFileImporter()
    .withImportOption(new ImportOption.DoNotIncludeTests)
    .importPackages("allsky.spark")

  private val steps = Seq(
    "crossmatch",
    "cutout",
    "classify",
    "evaluation",
    "report",
    "simulation",
    "fetch",
    "baseline",
    "training",
    "spectra",
    "export",
    "sql"
  ).map("allsky.spark." + _)

  private val jobLayers =
    Seq(
      Seq("allsky.spark.cli"),
      steps,
      Seq("allsky.spark.tiles"),
      Seq("allsky.spark.catalog"),
      Seq("allsky.spark.table"),
      Seq("allsky.spark.columns"),
      Seq("allsky.spark.plot"),
      Seq("allsky.spark.output"),
      Seq("allsky.spark.files"),
      Seq("allsky.spark.fault"),
      Seq("allsky.spark.runtime")
    )

  private def tree(packages: Seq[String]): Array[String] = packages.map(_ + "..").toArray

  private def packagesOf(classes: Iterable[JavaClass]): Set[String] =
    classes.map(_.getPackageName).toSet

  /** Each layer with all that stand above it, which it must not import. */
  private def upwardImports(layers: Seq[Seq[String]]): Seq[ArchRule] =
    layers.zipWithIndex.tail.map { case (layer, depth) =>
      noClasses()
        .that()
        .resideInAnyPackage(tree(layer): _*)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(tree(layers.take(depth).flatten): _*)
        .allowEmptyShould(true)
    }

  private def siblingImports(siblings: Seq[String]): Seq[ArchRule] =
    siblings.map(step =>
      noClasses()
        .that()
        .resideInAPackage(step + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(tree(siblings.filterNot(_ == step)): _*)
        .allowEmptyShould(true)
    )

  private val masterInCode: ArchRule =
    noClasses()
      .should()
      .callMethod(classOf[SparkSession.Builder], "master", classOf[String])
      .orShould()
      .callMethod(classOf[SparkConf], "setMaster", classOf[String])

  private def onlyIn(place: String, library: String): ArchRule =
    noClasses()
      .that()
      .resideOutsideOfPackages(place)
      .should()
      .dependOnClassesThat()
      .resideInAPackage(library)

  /** Spark takes other paths for patterns. */
  private val pathAsPattern: ArchRule =
    noClasses()
      .that()
      .doNotHaveFullyQualifiedName("allsky.spark.table.ParquetFiles")
      .should()
      .callMethod(classOf[DataFrameReader], "parquet", classOf[String])
      .orShould()
      .callMethod(classOf[DataFrameReader], "parquet", classOf[Array[String]])

  "Packages of spark-jobs" should "import only what stands below them" in {
    upwardImports(jobLayers).foreach(_.check(house))
  }

  "Steps" should "not import each other" in {
    siblingImports(steps).foreach(_.check(house))
  }

  "The command line's library" should "be known to the jobs alone" in {
    onlyIn("allsky.spark.cli..", "picocli..").check(house)
  }

  "Main code" should "never choose Spark's master" in {
    masterInCode.check(house)
  }

  it should "read Parquet from literal paths" in {
    pathAsPattern.check(house)
  }

  it should "have a layer for each of its packages" in {
    val known = jobLayers.flatten
    packagesOf(house.asScala)
      .filterNot(name => known.exists(layer => (name + ".").startsWith(layer + ".")))
      .shouldBe(empty)
  }

  "The rule about the master" should "find the one that these specs choose" in {
    val specs = new ClassFileImporter().importClasses(LocalSpark.getClass)
    masterInCode.evaluate(specs).hasViolation shouldBe true
  }

  "The rule about literal paths" should "find a path of these specs that is a pattern" in {
    val specs = new ClassFileImporter().importClasses(classOf[catalog.AllwiseBulkSpec])
    pathAsPattern.evaluate(specs).hasViolation shouldBe true
  }

  "The rule about layers" should "find an import that points upward" in {
    val upsideDown = upwardImports(jobLayers.reverse)
    upsideDown.exists(_.evaluate(house).hasViolation) shouldBe true
  }
}
