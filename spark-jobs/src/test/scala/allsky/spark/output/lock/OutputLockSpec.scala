package allsky.spark.output.lock

import allsky.UserError
import java.nio.file.{Files, Path}
import java.nio.file.attribute.FileTime
import java.time.{Duration, Instant}
import java.util.concurrent.{Callable, Executors}

import scala.collection.JavaConverters._
import scala.collection.mutable.ArrayBuffer
import scala.util.Try

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{Path => HadoopPath}
import org.scalatest.concurrent.Eventually._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

class OutputLockSpec extends AnyFlatSpec with Matchers {

  private def millis(number: Int) = Duration.ofMillis(number)

  private val patient = new LockTimes(millis(60000), millis(60000), millis(60000), millis(0))
  private val quick = new LockTimes(millis(50), millis(1000), millis(50), millis(0))

  private def emptyFolder(): Path = Files.createTempDirectory("allsky-lock")

  private def take(folder: Path, times: LockTimes = patient, said: String => Unit = _ => ()) =
    OutputLock.take(
      s"--output $folder",
      new HadoopPath(folder.toString),
      "stack-cutouts",
      new Configuration(),
      line => said(line),
      times
    )

  private val here = LockHolder.startingHere("crossmatch")

  private def holder(process: Long, machine: String = here.machine, start: String = "") =
    new LockHolder(
      "token-1",
      "crossmatch",
      "ann",
      "far-away",
      machine,
      process,
      start,
      "2026-01-01T00:00:00Z"
    )

  private def leave(holder: LockHolder, age: Duration = Duration.ZERO): Path = {
    val folder = emptyFolder()
    sign(Files.writeString(folder.resolve("_lock"), holder.toJson), age)
    folder
  }

  private def sign(lock: Path, age: Duration): Unit =
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now.minus(age)))

  private lazy val endedProcess: Long = {
    val process = new ProcessBuilder("true").start()
    process.waitFor()
    process.pid
  }

  private def refusal(folder: Path, times: LockTimes = patient): String =
    the[UserError] thrownBy take(folder, times) getMessage ()

  "A lock" should "be refused to a second run, which is told who has it since when" in {
    val folder = emptyFolder()
    val first = take(folder)
    try {
      refusal(folder) should fullyMatch regex
        s"Cannot write --output \\Q$folder\\E: it is held by stack-cutouts of \\S+, process" +
        s" ${ProcessHandle.current.pid} on \\S+, since 20\\S+Z; wait until that run has ended," +
        s" or stop it, or name another folder\\."
    } finally first.close()
  }

  it should "be free once it is given back" in {
    val folder = emptyFolder()
    take(folder).close()
    noException should be thrownBy take(folder).close()
  }

  it should "leave no trace" in {
    val (old, made) = (emptyFolder(), emptyFolder())
    take(old).close()
    take(made.resolve("a/b")).close()
    Seq(old, made).flatMap(_.toFile.list) shouldBe empty
    Files.exists(old) shouldBe true
  }

  it should "be taken over from a process of this machine that has ended, and say so" in {
    val folder = leave(holder(endedProcess))
    val said = ArrayBuffer[String]()
    take(folder, said = said += _).close()
    said shouldBe Seq(
      s"--output $folder was held by crossmatch of ann, process $endedProcess on far-away, since" +
        " 2026-01-01T00:00:00Z, which has ended; its lock was taken over"
    )
  }

  it should "not be taken from a process of this machine, however long it gave no sign" in {
    val alive = holder(here.process, start = here.processStart)
    refusal(leave(alive, Duration.ofDays(1))) should include("wait until that run has ended")
  }

  it should "not be taken from the process of another machine that gives signs of life" in {
    val folder = leave(holder(endedProcess, "elsewhere"), Duration.ofSeconds(7))
    refusal(folder) should fullyMatch regex
      ".*; its last heartbeat is [78] s old; after 60 s without a heartbeat the folder is free\\. If" +
      s" you know that the run has ended, delete \\Q$folder/_lock\\E\\."
  }

  it should "be taken over from another machine that gives none" in {
    val folder = leave(holder(endedProcess, "elsewhere"), Duration.ofMinutes(1))
    noException should be thrownBy take(folder, quick).close()
  }

  it should "not be taken from another machine whose clock is late but that gives signs" in {
    val folder = leave(holder(endedProcess, "elsewhere"), Duration.ofHours(1))
    val lock = folder.resolve("_lock")
    val late = new LockTimes(millis(200), millis(10000), millis(50), millis(0))
    @volatile var ended = false
    val signs = new Thread(() =>
      while (!ended) {
        Thread.sleep(20)
        sign(lock, Duration.ofHours(1).minusMillis(System.nanoTime() / 1000000 % 100000))
      }
    )
    signs.start()
    try refusal(folder, late) should include("wait until that run has ended")
    finally {
      ended = true
      signs.join()
    }
    Files.readString(lock) should include("token-1")
  }

  it should "go by the signs of life where another process may have the id by now" in {
    val reused = holder(here.process, start = "2020-01-01T00:00:00Z")
    refusal(leave(reused, Duration.ofSeconds(3))) should include("its last heartbeat is ")
  }

  it should "be taken over from a run that was killed before it wrote its name" in {
    val folder = emptyFolder()
    sign(Files.writeString(folder.resolve("_lock"), ""), Duration.ofMinutes(5))
    noException should be thrownBy take(folder).close()
  }

  it should "be taken over by one of many that find it stale at once" in {
    for (_ <- 1 to 20) {
      val folder = leave(holder(endedProcess))
      val threads = Executors.newFixedThreadPool(8)
      val attempts: Seq[Callable[Try[OutputLock]]] = Seq.fill(8)(() => Try(take(folder)))
      val taken = threads.invokeAll(attempts.asJava).asScala.map(_.get).filter(_.isSuccess)
      threads.shutdown()
      taken should have size 1
      taken.foreach(_.get.close())
      folder.toFile.list shouldBe empty
    }
  }

  it should "be taken by one of many that find none" in {
    for (_ <- 1 to 20) {
      val folder = emptyFolder()
      val threads = Executors.newFixedThreadPool(8)
      val attempts: Seq[Callable[Try[OutputLock]]] = Seq.fill(8)(() => Try(take(folder)))
      val taken = threads.invokeAll(attempts.asJava).asScala.map(_.get).filter(_.isSuccess)
      threads.shutdown()
      taken should have size 1
      taken.foreach(_.get.close())
    }
  }

  "A holder" should "give signs of life" in {
    val folder = emptyFolder()
    val held = take(folder, quick)
    try {
      sign(folder.resolve("_lock"), Duration.ofHours(1))
      eventually(timeout(10.seconds)) {
        val last = Files.getLastModifiedTime(folder.resolve("_lock")).toInstant
        Duration.between(last, Instant.now).toSeconds should be < 60L
      }
    } finally held.close()
  }

  it should "not finish what another run has taken meanwhile" in {
    val folder = emptyFolder()
    val held = take(folder)
    Files.writeString(folder.resolve("_lock"), holder(1, "elsewhere").toJson)
    (the[UserError] thrownBy held.requireHeld()).getMessage should startWith(
      s"Cannot finish --output $folder: this process gave no heartbeat for too long"
    )
    held.close()
    Files.exists(folder.resolve("_lock")) shouldBe true
  }

  it should "take its folder again where somebody deleted the lock by hand" in {
    val folder = emptyFolder()
    val held = take(folder)
    Files.delete(folder.resolve("_lock"))
    noException should be thrownBy held.requireHeld()
    Files.exists(folder.resolve("_lock")) shouldBe true
    held.close()
  }
}
