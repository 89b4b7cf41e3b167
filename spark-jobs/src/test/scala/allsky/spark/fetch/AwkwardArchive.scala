package allsky.spark.fetch

import java.net.InetSocketAddress
import java.nio.file.{Files, Path}
import java.util.concurrent.{ConcurrentHashMap, ConcurrentLinkedQueue, Executors}

import scala.collection.mutable

import com.sun.net.httpserver.{HttpExchange, HttpServer}

/** A request as the archive saw it. */
case class Asked(
    path: String,
    range: Option[String],
    ifRange: Option[String],
    agent: String,
    query: Option[String],
    authorization: Option[String] = None
)

/**
 * Serves the files of a folder over HTTP as a real archive does, with ranges; but the first requests
 * of a file are answered as the spec wants them to be.
 */
class AwkwardArchive(folder: Path) extends AutoCloseable {

  type Answer = HttpExchange => Unit

  private val asked = new ConcurrentLinkedQueue[Asked]()
  private val awkward = new ConcurrentHashMap[String, mutable.Queue[Answer]]()
  private val threads = Executors.newCachedThreadPool()
  private val server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0)

  server.createContext("/", exchange => answer(exchange))
  server.setExecutor(threads)
  server.start()

  /** What names the state of the files. */
  @volatile var etag: String = "\"first\""

  val host: String = s"http://127.0.0.1:${server.getAddress.getPort}"

  val url: String = s"$host/p3am_cdd"

  /** Answers the next requests of a file, then those after them as it should. */
  def next(path: String, answers: Answer*): Unit =
    awkward.put(path, mutable.Queue(answers: _*))

  /** The requests since the last call. */
  def takeAsked(): Seq[Asked] =
    Iterator.continually(asked.poll()).takeWhile(_ != null).toList

  def status(code: Int, headers: (String, String)*): Answer = { exchange =>
    headers.foreach { case (name, value) => exchange.getResponseHeaders.add(name, value) }
    exchange.sendResponseHeaders(code, -1)
  }

  def text(page: String): Answer = whole(_, page.getBytes)

  /** Breaks off after some bytes, from the start or from where it is asked to go on. */
  def breakingOffAfter(count: Int): Answer = { exchange =>
    val bytes = Files.readAllBytes(file(exchange))
    begin(exchange, bytes.length)
    exchange.getResponseBody.write(bytes, 0, count)
    exchange.getResponseBody.flush()
    Thread.sleep(300)
  }

  /** Sends some bytes, then none for longer than anybody waits. */
  def stallingAfter(count: Int): Answer = { exchange =>
    breakingOffAfter(count)(exchange)
    Thread.sleep(2000)
  }

  /** Answers nothing for longer than anybody waits. */
  val silent: Answer = _ => Thread.sleep(2000)

  /** Twenty pieces, none of them late. */
  val dripping: Answer = { exchange =>
    val bytes = Files.readAllBytes(file(exchange))
    begin(exchange, bytes.length)
    bytes.grouped(bytes.length / 19).foreach { piece =>
      exchange.getResponseBody.write(piece)
      exchange.getResponseBody.flush()
      Thread.sleep(40)
    }
  }

  /** The whole file, whatever part was asked for. */
  val ignoringRange: Answer = exchange => whole(exchange, Files.readAllBytes(file(exchange)))

  /** A file that is shorter than its header says, sent whole. */
  def without(count: Int): Answer =
    exchange => whole(exchange, Files.readAllBytes(file(exchange)).dropRight(count))

  override def close(): Unit = {
    server.stop(0)
    threads.shutdownNow()
  }

  private def answer(exchange: HttpExchange): Unit =
    try {
      val path = exchange.getRequestURI.getPath.stripPrefix("/p3am_cdd/").stripPrefix("/moved/")
      def header(name: String) = Option(exchange.getRequestHeaders.getFirst(name))
      val query = Option(exchange.getRequestURI.getQuery)
      asked.add(
        Asked(
          path,
          header("Range"),
          header("If-Range"),
          header("User-Agent").orNull,
          query,
          header("Authorization")
        )
      )
      val answers = awkward.getOrDefault(path, mutable.Queue.empty)
      val next = answers.synchronized(if (answers.isEmpty) None else Some(answers.dequeue()))
      next.getOrElse(properly _)(exchange)
    } finally exchange.close()

  private def properly(exchange: HttpExchange): Unit = {
    val query = Option(exchange.getRequestURI.getQuery)
    if (!Files.exists(file(exchange))) {
      exchange.sendResponseHeaders(404, -1)
    } else if (query.exists(_.contains("center="))) {
      val square = query.get.replaceFirst("^token=[^&]*&", "")
      whole(exchange, CutoutServer.cut(Files.readAllBytes(file(exchange)), square))
    } else {
      val bytes = Files.readAllBytes(file(exchange))
      val headers = exchange.getRequestHeaders
      val sameState = Option(headers.getFirst("If-Range")).forall(_ == etag)
      Option(headers.getFirst("Range")).filter(_ => sameState) match {
        case Some(range) =>
          val start = range.stripPrefix("bytes=").stripSuffix("-").toInt
          exchange.getResponseHeaders.add("ETag", etag)
          exchange.getResponseHeaders
            .add("Content-Range", s"bytes $start-${bytes.length - 1}/${bytes.length}")
          exchange.sendResponseHeaders(206, bytes.length - start)
          exchange.getResponseBody.write(bytes, start, bytes.length - start)
        case None => whole(exchange, bytes)
      }
    }
  }

  private def whole(exchange: HttpExchange, bytes: Array[Byte]): Unit = {
    begin(exchange, bytes.length)
    exchange.getResponseBody.write(bytes)
  }

  private def begin(exchange: HttpExchange, length: Int): Unit = {
    exchange.getResponseHeaders.add("ETag", etag)
    exchange.sendResponseHeaders(200, length)
  }

  private def file(exchange: HttpExchange): Path =
    folder.resolve(
      exchange.getRequestURI.getPath.stripPrefix("/p3am_cdd/").stripPrefix("/moved/")
    )
}
