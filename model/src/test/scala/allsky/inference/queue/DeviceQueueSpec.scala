package allsky.inference.queue

import allsky.UserError
import allsky.inference.Classifier
import allsky.inference.NetworkOutput
import allsky.network.NetworkShape
import allsky.network.RandomModels
import org.scalatest.concurrent.Eventually._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

import java.nio.FloatBuffer
import java.util.Collections.synchronizedList
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, Semaphore}
import java.util.function.{Function => JavaFunction, Supplier}
import scala.collection.JavaConverters._
import scala.util.Try

class DeviceQueueSpec extends AnyFlatSpec with Matchers {

  private val shape = RandomModels.liteShape
  private val batchSize = 2
  private val batchBytes = 4L * batchSize * shape.inputSize

  /** Returns the first number of a batch when it is released; fails for a negative number. */
  private class Engine(may: Semaphore = new Semaphore(Int.MaxValue)) extends Classifier {
    val said = new ConcurrentLinkedQueue[(Float, String)]
    val openedBy: String = Thread.currentThread.getName
    val begun = new Semaphore(0)
    @volatile var closed = false

    override def shape(): NetworkShape = RandomModels.liteShape

    override def logits(cutouts: FloatBuffer, count: Int): Array[Float] = {
      begun.release()
      may.acquireUninterruptibly()
      val first = cutouts.get(0)
      said.add((first, Thread.currentThread.getName))
      if (first < 0) throw new IllegalStateException(s"no such batch: $first")
      Array(first)
    }

    override def output(cutouts: FloatBuffer, count: Int): NetworkOutput =
      new NetworkOutput(logits(cutouts, count), Array.empty)

    override def close(): Unit = closed = true
  }

  private val name = "the only device"

  private def oneThread(engine: => Classifier, buffers: Int = 100): DeviceQueue =
    DeviceQueue.withOneThread(
      name,
      new Supplier[Classifier] { def get(): Classifier = engine },
      batchSize,
      buffers * batchBytes
    )

  private val answer: FloatBuffer => JavaFunction[Classifier, Float] = buffer =>
    new JavaFunction[Classifier, Float] {
      def apply(classifier: Classifier): Float = classifier.logits(buffer, 1)(0)
    }

  private def start(queue: DeviceQueue, number: Float): Pending[Float] = {
    val buffer = queue.buffer()
    buffer.put(0, number)
    queue.run(buffer, answer(buffer))
  }

  private def using[A](queue: DeviceQueue)(work: DeviceQueue => A): A =
    try work(queue)
    finally queue.close()

  private def thread(work: => Unit): Thread = {
    val thread = new Thread(() => work)
    thread.setDaemon(true)
    thread.start()
    thread
  }

  private def threadsOf(name: String): Int =
    Thread.getAllStackTraces.keySet.asScala.count(_.getName == name)

  "A device's queue" should "open the engine and run batches in their order, on one thread" in {
    lazy val engine = new Engine()
    using(oneThread(engine)) { queue =>
      val answers = (0 until 50).map(i => start(queue, i.toFloat))
      answers.map(_.result()) shouldBe (0 until 50).map(_.toFloat)
      engine.openedBy shouldBe name
      engine.said.asScala.toSeq shouldBe (0 until 50).map(i => (i.toFloat, name))
    }
  }

  it should "give each of many tasks the results of its own batches" in {
    using(oneThread(new Engine())) { queue =>
      val wrong = synchronizedList(new java.util.ArrayList[(Float, Float)])
      val tasks = (0 until 8).map { task =>
        thread {
          for (i <- 0 until 200) {
            val number = (1000 * task + i).toFloat
            val answer = start(queue, number).result()
            if (answer != number) wrong.add((number, answer))
          }
        }
      }
      tasks.foreach(_.join(20000))
      tasks.filter(_.isAlive) shouldBe empty
      wrong.asScala shouldBe empty
    }
  }

  it should "not exceed its memory limit with any number of tasks" in {
    val seen = synchronizedList(new java.util.ArrayList[FloatBuffer])
    val may = new Semaphore(0)
    using(oneThread(new Engine(may), buffers = 3)) { queue =>
      val tasks = (0 until 12).map { _ =>
        thread {
          for (_ <- 0 until 50) {
            val buffer = queue.buffer()
            seen.add(buffer)
            queue.run(buffer, answer(buffer)).result()
          }
        }
      }
      eventually(timeout(10.seconds))(seen should have size 3)
      may.release(600)
      tasks.foreach(_.join(20000))
      seen should have size 600
      seen.asScala.map(System.identityHashCode).toSet.size shouldBe 3
      seen.asScala.foreach(_.capacity shouldBe batchSize * shape.inputSize)
    }
  }

  it should "let a task wait for a buffer until a batch is done" in {
    val may = new Semaphore(0)
    using(oneThread(new Engine(may), buffers = 2)) { queue =>
      val answers = Seq(1f, 2f).map(start(queue, _))
      val got = new CountDownLatch(1)
      val task = thread {
        start(queue, 3f).result()
        got.countDown()
      }
      eventually(timeout(10.seconds))(task.getState shouldBe Thread.State.WAITING)
      may.release(3)
      got.await(10, java.util.concurrent.TimeUnit.SECONDS) shouldBe true
      answers.map(_.result()) shouldBe Seq(1f, 2f)
    }
  }

  it should "give the maximum number of inputs in a buffer of Java" in {
    DeviceQueue.largestBatch(NetworkShape.ofPaper) shouldBe 27962
  }

  it should "have two buffers even if the limit is less than one buffer" in {
    using(oneThread(new Engine(), buffers = 0)) { queue =>
      val (one, other) = (queue.buffer(), queue.buffer())
      one should not be theSameInstanceAs(other)
    }
  }

  it should "report a failure to its task, release the buffer and continue" in {
    using(oneThread(new Engine(), buffers = 2)) { queue =>
      for (i <- 1 to 5) {
        val failed = start(queue, -i.toFloat)
        val next = start(queue, i.toFloat)
        the[IllegalStateException].thrownBy(failed.result()).getMessage shouldBe
          s"no such batch: -$i.0"
        next.result() shouldBe i.toFloat
      }
    }
  }

  it should "accept a returned buffer that was not run" in {
    using(oneThread(new Engine(), buffers = 2)) { queue =>
      for (_ <- 0 until 10) queue.giveBack(queue.buffer())
      start(queue, 7f).result() shouldBe 7f
    }
  }

  it should "release an interrupted task and continue to serve the others" in {
    val may = new Semaphore(0)
    using(oneThread(new Engine(may), buffers = 2)) { queue =>
      val outcomes = new ConcurrentLinkedQueue[(Boolean, Try[Float])]
      def killed(work: => Float): Thread = {
        val task = thread {
          val outcome = Try(work)
          outcomes.add((Thread.currentThread.isInterrupted, outcome))
        }
        eventually(timeout(10.seconds))(task.getState shouldBe Thread.State.WAITING)
        task.interrupt()
        task.join(10000)
        task
      }
      killed(start(queue, 1f).result()).isAlive shouldBe false
      start(queue, 2f)
      killed(start(queue, 3f).result()).isAlive shouldBe false
      outcomes.asScala.foreach { case (stillInterrupted, outcome) =>
        stillInterrupted shouldBe true
        outcome.failed.get.getMessage shouldBe "Interrupted while waiting for the engine"
      }
      outcomes should have size 2
      may.release(100)
      (10 until 20).map(i => start(queue, i.toFloat).result()) shouldBe (10 until 20).map(_.toFloat)
    }
  }

  it should "finish the running batch when it is closed, and fail the waiting ones" in {
    val may = new Semaphore(0)
    lazy val engine = new Engine(may)
    val queue = oneThread(engine, buffers = 2)
    val underWay = start(queue, 1f)
    engine.begun.acquire()
    val waiting = start(queue, 2f)
    val forBuffer = new ConcurrentLinkedQueue[Throwable]
    val task = thread(forBuffer.add(Try(queue.buffer()).failed.get))
    eventually(timeout(10.seconds))(task.getState shouldBe Thread.State.WAITING)
    val closing = thread(queue.close())
    task.join(10000)
    forBuffer.asScala.map(_.getMessage).toSeq shouldBe Seq("The engine is closed")
    the[IllegalStateException].thrownBy(waiting.result()).getMessage shouldBe
      "The engine was closed before it ran this batch"
    engine.closed shouldBe false
    may.release()
    closing.join(10000)
    underWay.result() shouldBe 1f
    engine.closed shouldBe true
    an[IllegalStateException] should be thrownBy queue.buffer()
    eventually(timeout(10.seconds))(threadsOf(name) shouldBe 0)
  }

  it should "throw the engine's own exception if it cannot be opened, and leave no thread" in {
    val refusal = new UserError("Cannot use --device gpu:5: PyTorch sees 0 GPUs here")
    the[UserError].thrownBy(oneThread(throw refusal)) shouldBe refusal
    eventually(timeout(10.seconds))(threadsOf(name) shouldBe 0)
  }

  "A queue on the callers' threads" should "run a batch during its submission, on the task's thread" in {
    val engine = new Engine()
    using(DeviceQueue.onCallers(engine, batchSize)) { queue =>
      val answer = start(queue, 5f)
      engine.said.asScala.toSeq shouldBe Seq((5f, Thread.currentThread.getName))
      answer.result() shouldBe 5f
      an[IllegalStateException] should be thrownBy start(queue, -1f).result()
      start(queue, 6f).result() shouldBe 6f
    }
  }

  "A queue beside the callers' threads" should "run the batches of several tasks at once" in {
    val may = new Semaphore(0)
    val engine = new Engine(may)
    using(DeviceQueue.besideCallers("beside", engine, batchSize)) { queue =>
      val answers = Seq(1f, 2f, 3f).map(start(queue, _))
      engine.begun.tryAcquire(3, 10, java.util.concurrent.TimeUnit.SECONDS) shouldBe true
      may.release(3)
      answers.map(_.result()) shouldBe Seq(1f, 2f, 3f)
      engine.said.asScala.map(_._2).toSet shouldBe Set("beside")
    }
  }
}
