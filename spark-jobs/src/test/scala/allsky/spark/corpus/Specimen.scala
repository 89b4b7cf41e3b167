package allsky.spark.corpus

import allsky.UserError
import allsky.spark.fault.MachineFault
import java.nio.file.{Files, Path}
import java.util.Comparator

import scala.util.Random
import scala.util.control.NonFatal

/** An undamaged input of some kind, the ways to damage it and what a job does with it. */
trait Specimen {

  /** Such as "IPAC table". */
  def kind: String

  /** Tells the specimens of a kind apart. */
  def name: String

  def bytes: Array[Byte]

  def mutations: Seq[Mutation]

  /**
    * Works on the damaged input as a job does.
    *
    * @param folder
    *   an empty folder of its own
    * @return
    *   the promises that are broken, a phrase each
    */
  def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String]
}

/** One damaged input of the corpus. */
case class Damaged(specimen: Specimen, mutation: Mutation) {

  val id: String = s"${specimen.kind}, ${specimen.name}: ${mutation.name}"

  /** The promises that the product breaks on it, a phrase each. */
  def brokenPromises(seed: Long): Seq[String] = {
    val damaged = mutation(specimen.bytes, new Random(seed ^ id.hashCode))
    val folder = Files.createTempDirectory("allsky-corpus")
    try OneLine.of(specimen.work(folder, damaged, mutation)).map(broken => s"$id: $broken")
    finally delete(folder)
  }

  private def delete(folder: Path): Unit = {
    val files = Files.walk(folder)
    try files.sorted(Comparator.reverseOrder[Path]).forEach(file => Files.delete(file))
    finally files.close()
  }
}

/** The promise that what is refused is refused in one line that a user understands. */
object OneLine {

  private val MaxLength = 2100

  /** Names of classes, and what Java says where nobody expected it. */
  private val OfPrograms =
    "\\b[a-z]+\\.[a-z]+\\.\\w+\\.\\w+|\\w+Exception\\b|Cannot invoke|\\bnull\\b".r

  /** What work returns, or what is wrong with how it was refused. */
  def of(work: => Seq[String]): Seq[String] =
    try work
    catch {
      case e: OutOfMemoryError   => Seq(s"it took the memory: $e")
      case e: StackOverflowError => Seq(s"it took the stack: $e at ${place(e)}")
      case NonFatal(e)           => refusal(e)
    }

  private def refusal(e: Throwable): Seq[String] = {
    val chain = Iterator.iterate(e)(_.getCause).takeWhile(_ != null).take(20).toSeq
    val line = chain
      .collectFirst { case error: UserError => error.getMessage }
      .orElse(Option(MachineFault.line(e, "output").orElse(null)))
    line.fold(Seq(s"no line of its own but ${chain.map(short).distinct.mkString(", of ")}"))(faults)
  }

  private def short(e: Throwable): String =
    s"${e.toString.linesIterator.toSeq.headOption.mkString.take(200)} at ${place(e)}"

  /** What is wrong with a message. */
  def faults(line: String): Seq[String] =
    Seq(
      (line.linesIterator.size != 1, "in more than one line"),
      (line.length > MaxLength, s"in ${line.length} characters"),
      (OfPrograms.findFirstIn(line).isDefined, "in words of programs")
    ).collect { case (true, how) => s"$how: ${line.take(MaxLength)}" }

  private def place(e: Throwable): String =
    e.getStackTrace.find(_.getClassName.startsWith("allsky")).orElse(
      e.getStackTrace.headOption
    ).mkString
}
