package allsky.spark.plot.canvas;

import allsky.survey.SourceClass;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker with its own size; the markers of XChart have one size in a chart. */
public final class Dot extends Marker {

  private enum Form {
    CIRCLE,
    SQUARE,
    DIAMOND,
    TRIANGLE,
    RING
  }

  private final Form form;
  private final double diameter;

  private Dot(Form form, double diameter) {
    this.form = form;
    this.diameter = diameter;
  }

  /** The filled marker of a class: circle, square or diamond for STAR, GALAXY, QSO. */
  public static Dot of(SourceClass sourceClass, double diameter) {
    return switch (sourceClass) {
      case STAR -> new Dot(Form.CIRCLE, diameter);
      case GALAXY -> new Dot(Form.SQUARE, 0.9 * diameter);
      case QSO -> new Dot(Form.DIAMOND, 1.25 * diameter);
    };
  }

  /** A filled circle. */
  static Dot circle(double diameter) {
    return new Dot(Form.CIRCLE, diameter);
  }

  /** An empty circle. */
  public static Dot ring(double diameter) {
    return new Dot(Form.RING, diameter);
  }

  /** A filled triangle. */
  public static Dot triangle(double diameter) {
    return new Dot(Form.TRIANGLE, diameter);
  }

  @Override
  public void paint(Graphics2D graphics, double x, double y, int chartMarkerSize) {
    graphics.setStroke(new BasicStroke(1.4f));
    Shape shape = shape(x - diameter / 2, y - diameter / 2);
    if (form == Form.RING) {
      graphics.draw(shape);
    } else {
      graphics.fill(shape);
    }
  }

  private Shape shape(double left, double top) {
    return switch (form) {
      case CIRCLE, RING -> new Ellipse2D.Double(left, top, diameter, diameter);
      case SQUARE -> new Rectangle2D.Double(left, top, diameter, diameter);
      case DIAMOND -> diamond(left, top);
      case TRIANGLE -> triangle(left, top);
    };
  }

  private Shape triangle(double left, double top) {
    Path2D path = new Path2D.Double();
    path.moveTo(left + diameter / 2, top);
    path.lineTo(left + diameter, top + diameter);
    path.lineTo(left, top + diameter);
    path.closePath();
    return path;
  }

  private Shape diamond(double left, double top) {
    Path2D path = new Path2D.Double();
    path.moveTo(left + diameter / 2, top);
    path.lineTo(left + diameter, top + diameter / 2);
    path.lineTo(left + diameter / 2, top + diameter);
    path.lineTo(left, top + diameter / 2);
    path.closePath();
    return path;
  }
}
