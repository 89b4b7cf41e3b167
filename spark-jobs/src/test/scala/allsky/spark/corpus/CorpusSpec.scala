package allsky.spark.corpus

import allsky.spark.LocalSpark
import allsky.spark.runtime.PageChecksums
import java.time.LocalDate
import java.util.concurrent.TimeoutException

import scala.concurrent.duration._
import scala.concurrent.{Await, ExecutionContext, Future}
import scala.util.Random

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/**
  * Damaged files of every kind that a job reads. Each is refused in one line or read without loss:
  * no stack trace, no hang, no number that the undamaged file has not.
  *
  * A run tries a sample that changes from day to day. {@code -Dallsky.corpus.seed=N} gives the
  * sample of a seed again, {@code -Dallsky.corpus=all} tries every damaged file, and
  * {@code -Dallsky.corpus=WORDS} those whose names have these words.
  */
class CorpusSpec extends AnyFlatSpec with Matchers {

  private val SampleSize = 48
  private val SampleBudget = 25.seconds
  private val Hang = 60.seconds

  private val seed: Long =
    sys.props.get("allsky.corpus.seed").fold(LocalDate.now.toEpochDay)(_.toLong)

  private val wanted: Option[String] = sys.props.get("allsky.corpus")

  private lazy val corpus: Seq[Damaged] =
    Seq(
      ImageSpecimens.all,
      CatalogSpecimens.all,
      ModelSpecimens.all,
      BookkeepingSpecimens.all,
      ConfigurationSpecimens.all
    ).flatten.flatMap(specimen => specimen.mutations.map(Damaged(specimen, _)))

  private lazy val kinds: Seq[String] = corpus.map(_.specimen.kind).distinct

  /** One of each kind, then the next of each kind, in an order of chance. */
  private def sample: Seq[Damaged] = {
    val random = new Random(seed)
    val shuffled = kinds.map(kind => random.shuffle(corpus.filter(_.specimen.kind == kind)))
    Iterator.from(0).takeWhile(i => shuffled.exists(_.size > i)).flatMap(i =>
      shuffled.flatMap(_.lift(i))
    ).take(SampleSize).toSeq
  }

  private def broken(damaged: Damaged): Seq[String] =
    try Await.result(Future(damaged.brokenPromises(seed))(ExecutionContext.global), Hang)
    catch { case _: TimeoutException => Seq(s"${damaged.id}: no end within $Hang") }

  private def tried(chosen: Seq[Damaged], deadline: Deadline): Seq[(Damaged, Seq[String])] =
    chosen.iterator.takeWhile(_ => deadline.hasTimeLeft).map(each => each -> broken(each)).toList

  "The corpus" should "hold at least 240 damaged files, all with names of their own" in {
    corpus.map(_.id).distinct should have size corpus.size
    corpus.size should be >= 240
  }

  it should "damage a file in the same way for the same seed" in {
    val some = corpus.filter(damaged => damaged.specimen.name == "sky.csv")
    some.filterNot { damaged =>
      val once = damaged.mutation(damaged.specimen.bytes, new Random(seed))
      damaged.mutation(damaged.specimen.bytes, new Random(seed)).sameElements(once)
    } shouldBe empty
  }

  "A damaged file" should "be refused in one line, or be read without loss and without other numbers" in {
    PageChecksums.addTo(LocalSpark.session.sparkContext.hadoopConfiguration)
    val (chosen, budget) = wanted match {
      case None        => (sample, SampleBudget)
      case Some("all") => (corpus, 1.hour)
      case Some(words) => (corpus.filter(_.id.contains(words)), 1.hour)
    }
    val results = tried(chosen, budget.fromNow)
    info(s"${results.size} of ${corpus.size} damaged files tried, -Dallsky.corpus.seed=$seed")
    results should not be empty
    results.flatMap(_._2).mkString("\n") shouldBe ""
  }
}
