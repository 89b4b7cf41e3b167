package allsky.metrics

import allsky.metrics.prior.ClassPriors
import allsky.metrics.prior.PriorShift
import allsky.survey.SourceClass
import java.io.InputStreamReader
import java.nio.charset.StandardCharsets.UTF_8

import scala.collection.JavaConverters._
import scala.io.Source

import com.google.gson.{JsonArray, JsonObject, JsonParser}

/** Artificial predictions and scikit-learn's measures of them; golden/evaluation.py makes both. */
object ScikitLearn {

  val classes: java.util.List[SourceClass] = SourceClass.values().toList.asJava

  lazy val predictions: LabelledPredictions = {
    val file = Source.fromInputStream(stream("evaluation.csv"), "UTF-8")
    val rows =
      try file.getLines().drop(1).map(_.split(',')).toArray
      finally file.close()
    LabelledPredictions.of(classes, rows.map(_(0).toInt), rows.flatMap(_.drop(1)).map(_.toDouble))
  }

  lazy val measures: JsonObject =
    JsonParser.parseReader(new InputStreamReader(stream("evaluation.json"), UTF_8)).getAsJsonObject

  /** The mixes that evaluation.py moves between. */
  val shift: PriorShift = new PriorShift(priors(0.35, 0.33, 0.32), priors(0.39, 0.594, 0.016))

  def priors(star: Double, galaxy: Double, qso: Double): ClassPriors =
    ClassPriors.of(
      Map[SourceClass, java.lang.Double](
        SourceClass.STAR -> star,
        SourceClass.GALAXY -> galaxy,
        SourceClass.QSO -> qso
      ).asJava
    )

  def numbers(array: JsonArray): Seq[Double] = array.asScala.map(_.getAsDouble).toSeq

  private def stream(name: String) = getClass.getResourceAsStream("/golden/" + name)
}
