package allsky.spark.corpus

import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_16, UTF_8}

import scala.util.Random
import scala.util.matching.Regex

/** Damage of tables that are text: of editors, spreadsheets and programs with another idea of CSV. */
object TextMutations {

  private val Number: Regex = "[-+]?\\d+(\\.\\d+)?".r
  private val Word: Regex = "[A-Za-z_]\\w*".r

  private def lines(text: String): Seq[String] = text.split("(?<=\n)").toSeq

  private def pick[T](items: Seq[T], random: Random): T = items(random.nextInt(items.size))

  /** Replaces one of the places that a pattern finds. */
  private def one(text: String, pattern: Regex, random: Random)(by: String => String): String = {
    val found = pattern.findAllMatchIn(text).toSeq
    if (found.isEmpty) text
    else {
      val place = pick(found, random)
      text.take(place.start) + by(place.matched) + text.drop(place.end)
    }
  }

  private def number(name: String, by: String) =
    OfText(s"a number is $name", keepsValues = false) { (text, random) =>
      one(text, Number, random)(_ => by)
    }

  private def line(name: String, keepsValues: Boolean)(change: (Seq[String], Int) => Seq[String]) =
    OfText(name, keepsValues) { (text, random) =>
      val all = lines(text)
      change(all, random.nextInt(all.size)).mkString
    }

  private def everywhere(name: String)(change: String => String) =
    OfText(name, keepsValues = false)((text, _) => change(text))

  private def insert(name: String, what: String, keepsValues: Boolean = false) =
    OfText(name, keepsValues) { (text, random) =>
      val at = random.nextInt(text.length + 1)
      text.take(at) + what + text.drop(at)
    }

  val all: Seq[Mutation] = Seq(
    number("empty", ""),
    number("NaN", "NaN"),
    number("infinite", "-inf"),
    number("huge", "1e999"),
    number("negative", "-99999999999999999999"),
    number("very long", "9" * 5000),
    number("a word", "unknown"),
    number("with a comma", "12,5"),
    line("a line missing", keepsValues = true)((all, i) => all.patch(i, Nil, 1)),
    line("a line doubled", keepsValues = true)((all, i) => all.patch(i, Seq(all(i)), 0)),
    line("a line cut", keepsValues = false)((all, i) =>
      all.updated(i, all(i).take(all(i).length / 2) + "\n")
    ),
    line("a line joined to the next", keepsValues = false)((all, i) =>
      all.updated(i, all(i).stripLineEnd)
    ),
    line("a blank line", keepsValues = true)((all, i) => all.patch(i, Seq("   \n"), 0)),
    line("a comment", keepsValues = true)((all, i) => all.patch(i, Seq("# a comment\n"), 0)),
    line("a line of a million characters", keepsValues = false)((all, i) =>
      all.patch(i, Seq("x" * 1000000 + "\n"), 0)
    ),
    OfText("the first line missing", keepsValues = false)((text, _) => lines(text).tail.mkString),
    OfText("no line but the first", keepsValues = true)((text, _) => lines(text).head),
    OfText("a word renamed", keepsValues = false)((text, random) =>
      one(text, Word, random)(_ => "renamed")
    ),
    OfText("a word doubled", keepsValues = false)((text, random) =>
      one(text, Word, random)(word => word + " " + word)
    ),
    OfText("a word of the head in the place of another", keepsValues = false) { (text, random) =>
      val words = Word.findAllIn(text.take(400)).toSeq
      one(text, Word, random)(_ => pick(words, random))
    },
    insert("a quote that is not closed", "\""),
    insert("an apostrophe", "'"),
    insert("a NUL", "\u0000"),
    insert("a separator more", ","),
    insert("a bar", "|"),
    insert("a bracket", "{["),
    insert("an angle", "<"),
    insert("a letter that is none", "\ufffd\u202e"),
    everywhere("line ends of DOS")(_.replace("\n", "\r\n")),
    everywhere("line ends of old Macs")(_.replace("\n", "\r")),
    everywhere("without line ends")(_.replace("\n", " ")),
    everywhere("commas in the place of points")(_.replaceAll("(\\d)\\.(\\d)", "$1,$2")),
    everywhere("tabs in the place of blanks")(_.replace(' ', '\t')),
    everywhere("a byte order mark")("\ufeff" + _),
    OfBytes("in UTF-16", keepsValues = true) { (bytes, _) =>
      new String(bytes, UTF_8).getBytes(UTF_16)
    },
    OfBytes("a byte that is no UTF-8", keepsValues = false) { (bytes, random) =>
      val at = random.nextInt(bytes.length)
      bytes.take(at) ++ "\u00e9\u00ff".getBytes(ISO_8859_1) ++ bytes.drop(at)
    }
  )

  /** Damage of JSON and of what is read like it. */
  val ofJson: Seq[Mutation] = Seq(
    OfText("deeply nested", keepsValues = true)((_, _) => "[" * 200000),
    OfText("deeply nested objects", keepsValues = true)((_, _) => "{\"a\":" * 100000),
    OfText("an array", keepsValues = true)((text, _) => s"[$text]"),
    OfText("a text", keepsValues = true)((_, _) => "\"text\""),
    OfText("null", keepsValues = true)((_, _) => "null"),
    OfText("a number", keepsValues = true)((_, _) => "1e999"),
    OfText("an empty object", keepsValues = true)((_, _) => "{}"),
    OfText("all values null", keepsValues = true)((text, _) =>
      text.replaceAll(":\\s*(\"[^\"]*\"|[-\\d.]+)", ": null")
    ),
    OfText("all values objects", keepsValues = true)((text, _) =>
      text.replaceAll(":\\s*(\"[^\"]*\"|[-\\d.]+)", ": {}")
    )
  )
}
