package allsky.sky;

/**
 * The 1-sigma error ellipse of a position.
 *
 * @param majorArcsec the semi-axis along the position angle, arcsec, 0 or more
 * @param minorArcsec the other semi-axis, arcsec, 0 or more
 * @param positionAngleDeg direction of the first axis, from north through east, degrees
 */
public record ErrorEllipse(double majorArcsec, double minorArcsec, double positionAngleDeg) {

  /**
   * @throws IllegalArgumentException if an axis is negative or a number is not finite
   */
  public ErrorEllipse {
    if (!(majorArcsec >= 0 && minorArcsec >= 0)
        || !Double.isFinite(majorArcsec + minorArcsec + positionAngleDeg)) {
      throw new IllegalArgumentException(
          "Invalid error ellipse: " + majorArcsec + ", " + minorArcsec + ", " + positionAngleDeg);
    }
  }

  /** The same error in each direction. */
  public static ErrorEllipse circle(double errorArcsec) {
    return new ErrorEllipse(errorArcsec, errorArcsec, 0);
  }

  /**
   * The separation of two positions in units of their combined error: the Mahalanobis distance with
   * the sum of both covariance matrices and of a systematic error in each direction (Pineau et al.
   * 2017, A&A 597, A89; Budavari and Szalay 2008, ApJ 679, 301, for circular errors).
   *
   * <p>Both ellipses are taken into one tangent plane, whose axes are along and across the great
   * circle through the positions. The directions of north at the two positions differ, which
   * matters near the poles, so each ellipse is turned by the direction of the great circle at its
   * own position. For circles the result is the separation divided by the root of the sum of the
   * squares.
   *
   * @param separationArcsec of the positions
   * @param systematicArcsec systematic error, 0 or more
   * @return 0 for equal positions; infinite if there is no error along the great circle
   */
  public static double sigmas(
      double separationArcsec,
      SkyPosition a,
      ErrorEllipse ofA,
      SkyPosition b,
      ErrorEllipse ofB,
      double systematicArcsec) {
    if (separationArcsec == 0) {
      return 0;
    }
    return combined(a, ofA, b, ofB, systematicArcsec).sigmas(separationArcsec);
  }

  /**
   * The natural logarithm of the probability density, per square arcsec, that two observations of
   * one source have the offset of these positions: a two-dimensional Gaussian with the sum of the
   * covariance matrices, in the plane of {@link #sigmas}.
   *
   * @param separationArcsec of the positions
   * @param systematicArcsec systematic error, 0 or more
   * @return NaN if the combined error is 0 in any direction
   */
  public static double lnDensityPerArcsec2(
      double separationArcsec,
      SkyPosition a,
      ErrorEllipse ofA,
      SkyPosition b,
      ErrorEllipse ofB,
      double systematicArcsec) {
    Combined combined = combined(a, ofA, b, ofB, systematicArcsec);
    double determinant = combined.determinant();
    if (!(determinant > 0)) {
      return Double.NaN;
    }
    double sigmas = separationArcsec == 0 ? 0 : combined.sigmas(separationArcsec);
    return -0.5 * sigmas * sigmas - Math.log(2 * Math.PI) - 0.5 * Math.log(determinant);
  }

  private static Combined combined(
      SkyPosition a, ErrorEllipse ofA, SkyPosition b, ErrorEllipse ofB, double systematicArcsec) {
    double turnA = Math.toRadians(ofA.positionAngleDeg - a.positionAngleTo(b));
    double turnB = Math.toRadians(ofB.positionAngleDeg - b.positionAngleTo(a) - 180);
    double systematic = systematicArcsec * systematicArcsec;
    double along = ofA.variance(turnA) + ofB.variance(turnB) + systematic;
    double across =
        ofA.variance(turnA + Math.PI / 2) + ofB.variance(turnB + Math.PI / 2) + systematic;
    double covariance = ofA.covariance(turnA) + ofB.covariance(turnB);
    return new Combined(along, across, covariance);
  }

  /** The sum of the covariance matrices, along and across the great circle; arcsec squared. */
  private record Combined(double along, double across, double covariance) {

    double sigmas(double separationArcsec) {
      // The element of the inverse matrix that belongs to the offset (separation, 0).
      double conditional = along - (across > 0 ? covariance * covariance / across : 0);
      return conditional > 0 ? separationArcsec / Math.sqrt(conditional) : Double.POSITIVE_INFINITY;
    }

    double determinant() {
      return along * across - covariance * covariance;
    }
  }

  /** Variance in a direction at an angle from the first axis, arcsec squared. */
  private double variance(double angleRad) {
    double ofMajor = majorArcsec * Math.cos(angleRad);
    double ofMinor = minorArcsec * Math.sin(angleRad);
    return ofMajor * ofMajor + ofMinor * ofMinor;
  }

  /** Covariance of that direction and the one perpendicular to it, arcsec squared. */
  private double covariance(double angleRad) {
    return (majorArcsec - minorArcsec)
        * (majorArcsec + minorArcsec)
        * Math.sin(angleRad)
        * Math.cos(angleRad);
  }
}
