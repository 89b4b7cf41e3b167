package allsky

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class SecretsSpec extends AnyFlatSpec with Matchers {

  "Secrets" should "be masked in URLs and paths" in {
    val texts = Table(
      ("text", "masked"),
      ("https://me:pw@host/a/b", "https://***@host/a/b"),
      ("HTTPS://me:pw@host:8443", "HTTPS://***@host:8443"),
      ("https://token@host/a", "https://***@host/a"),
      ("https://me:p%40w@host/a", "https://***@host/a"),
      ("https://me:p@w@host/a", "https://***@host/a"),
      ("https://me:p/w@host/a", "https://***@host/a"),
      ("https://me:p?w#x@host/a", "https://***@host/a"),
      ("s3a://AKIA:ab/cd+ef@bucket/images", "s3a://***@bucket/images"),
      ("s3a://AKIA@bucket/images", "s3a://***@bucket/images"),
      ("hdfs://me:pw@node:8020/data", "hdfs://***@node:8020/data"),
      ("me:pw@host/a", "***@host/a"),
      ("https://host/a?token=abc", "https://host/a?token=***"),
      ("https://host/a?t=abc&center=1,2", "https://host/a?t=***&center=***"),
      ("https://host/a?abc", "https://host/a?***"),
      ("https://host/a#access_token=abc", "https://host/a#access_token=***"),
      (
        "https://host/a?X-Amz-Credential=me%2Fus&X-Amz-Signature=0f",
        "https://host/a?X-Amz-Credential=***&X-Amz-Signature=***"
      ),
      ("hdfs://node/a?v=1&sig=abc", "hdfs://node/a?v=1&sig=***"),
      ("/data/a?api_key=abc", "/data/a?api_key=***")
    )
    forAll(texts)((text, masked) => Secrets.masked(text) shouldBe masked)
  }

  it should "be masked inside a message, which stays readable" in {
    Secrets.masked(
      "Cannot read --sources s3a://K:S/x@one/a,s3a://K:S@two/b: there is no such file."
    ) should (include("@two/b: there is no such file.") and not include "S@" and not include "S/x")
    Secrets.masked("Cannot open https://host/a?token=abc: no such folder.") shouldBe
      "Cannot open https://host/a?token=***: no such folder."
  }

  it should "be masked only once" in {
    val once = Secrets.masked("https://me:pw@host/a?token=abc")
    Secrets.masked(once) shouldBe once
  }

  "A value that is one URL" should "be masked even if its password has spaces" in {
    Secrets.maskedValue("https://me:my pass word@host/a") shouldBe "https://***@host/a"
  }

  "Text without secrets" should "stay unchanged" in {
    val texts = Seq(
      "https://irsa.ipac.caltech.edu/ibe/data/wise/allwise/p3am_cdd",
      "http://127.0.0.1:8080/images, http://[::1]:8080/images",
      "s3a://bucket/user@example.org/table",
      "hdfs://node:8020/a@b",
      "abfss://container@account.dfs.core.windows.net/table",
      "file:/data/a@b/c, file:///data/x:y@z",
      "2026-01-01T12:30:00 STAR=0.39,GALAXY=0.594,QSO=0.016",
      "/data/sources?.csv"
    )
    texts.foreach(text => Secrets.maskedValue(text) shouldBe text)
  }

  it should "stay unchanged in a message with an address and a person" in {
    val text = "spark://host:7077: nobody answers; write to me@example.org"
    Secrets.masked(text) shouldBe text
  }

  "A password in a path" should "be found" in {
    val paths = Table(
      ("path", "holds one"),
      ("s3a://KEY:SECRET@bucket/a", true),
      ("s3a://KEY@bucket/a", true),
      ("ftp://me:p w@host/a", true),
      ("s3a://bucket/a@b", false),
      ("hdfs://me@node:8020/a", false),
      ("abfss://container@account/a", false),
      ("/data/me:x@y", false)
    )
    forAll(paths)((path, holds) => Secrets.containsPassword(path) shouldBe holds)
  }

  "A user's error" should "contain no secret" in {
    new UserError("Cannot read https://me:pw@host").getMessage shouldBe
      "Cannot read https://***@host"
  }
}
