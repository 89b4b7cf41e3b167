package allsky.spark.fetch.archive

import java.time.Duration

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class RateLimiterSpec extends AnyFlatSpec with Matchers {

  private def millisecondsOf(work: => Unit): Long = {
    val start = System.nanoTime()
    work
    (System.nanoTime() - start) / 1000000
  }

  "A rate limiter" should "keep turns apart, whichever thread takes them" in {
    val rateLimiter = new RateLimiter(Duration.ofMillis(30))
    val threads = Seq.fill(3)(new Thread(() => (1 to 2).foreach(_ => rateLimiter.awaitTurn())))
    millisecondsOf {
      threads.foreach(_.start())
      threads.foreach(_.join())
    } should be >= 150L
  }

  it should "hold all turns when it is asked to, and not shorten a longer hold" in {
    val rateLimiter = new RateLimiter(Duration.ZERO)
    rateLimiter.hold(Duration.ofMillis(120))
    rateLimiter.hold(Duration.ZERO)
    millisecondsOf(rateLimiter.awaitTurn()) should be >= 100L
  }
}
