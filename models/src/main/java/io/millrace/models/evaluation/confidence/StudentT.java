package io.millrace.models.evaluation.confidence;

/** Quantiles of Student's t distribution above the median. */
@SuppressWarnings("FloatingPointLiteralPrecision") // The coefficients stand as they are published.
public final class StudentT {
  // Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988): coefficients of numerators
  // and denominators, highest power first, for the centre, the shoulder and the tail.
  private static final double[] CENTRE = {
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.3871328727963666080e0
  };
  private static final double[] CENTRE_BELOW = {
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1.0
  };
  private static final double[] SHOULDER = {
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
    4.63033784615654529590e0, 1.42343711074968357734e0
  };
  private static final double[] SHOULDER_BELOW = {
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0, 1.0
  };
  private static final double[] TAIL = {
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
    5.46378491116411436990e0, 6.65790464350110377720e0
  };
  private static final double[] TAIL_BELOW = {
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1.0
  };

  private static final int MOST_STEPS = 50;
  private static final int MOST_TERMS = 500;
  // From here on the expansion errs by less than 1e-9 of the value up to 0.9999.
  private static final double MANY = 500;

  private StudentT() {}

  /**
   * The quantile: the Cornish-Fisher expansion of Abramowitz and Stegun, Handbook of Mathematical
   * Functions, 26.7.5, made exact to about ten digits by Newton's method on {@link #cumulative}
   * where degrees of freedom are few.
   *
   * @param probability above 0.5, below 1
   * @param freedom degrees of freedom, at least 1
   */
  public static double quantile(double probability, double freedom) {
    double t = expansion(probability, freedom);
    for (int step = 0; step < MOST_STEPS && freedom < MANY; step++) {
      double change = (cumulative(t, freedom) - probability) / density(t, freedom);
      // Where the density falls steeply a full step may overshoot to below the median.
      t = Math.max(t - change, t / 4);
      if (Math.abs(change) < 1e-11 * t) {
        break;
      }
    }
    return t;
  }

  private static double expansion(double probability, double freedom) {
    double z = normal(probability);
    double z2 = z * z;
    double first = z * (z2 + 1) / 4;
    double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom;
  }

  private static double density(double t, double freedom) {
    return Math.exp(-(freedom + 1) / 2 * Math.log1p(t * t / freedom) - logBeta(freedom / 2))
        / Math.sqrt(freedom);
  }

  /**
   * The probability of a value of at most {@code t}, for {@code t >= 0}: {@code 1 - I(freedom /
   * (freedom + t²); freedom / 2, 1 / 2) / 2}, with the incomplete beta function by its continued
   * fraction (Abramowitz and Stegun 26.5.8, evaluated as Lentz 1976).
   */
  static double cumulative(double t, double freedom) {
    double a = freedom / 2;
    double x = freedom / (freedom + t * t);
    double front = Math.exp(a * Math.log(x) + Math.log1p(-x) / 2 - logBeta(a));
    boolean converges = x < (a + 1) / (a + 2.5);
    double tail =
        converges ? front * fraction(x, a, 0.5) / a : 1 - front * fraction(1 - x, 0.5, a) / 0.5;
    return 1 - tail / 2;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      double factor = d * c;
      value *= factor;
      if (Math.abs(factor - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }

  private static double away(double denominator) {
    return Math.abs(denominator) < Double.MIN_NORMAL ? Double.MIN_NORMAL : denominator;
  }

  // ln B(a, 1/2) = ln Γ(a) + ln Γ(1/2) - ln Γ(a + 1/2), for a of whole or half numbers.
  private static double logBeta(double a) {
    return logGamma(a) + Math.log(Math.PI) / 2 - logGamma(a + 0.5);
  }

  // Stirling's series (Abramowitz and Stegun 6.1.41) after shifting the argument up to 10.
  private static double logGamma(double argument) {
    double shift = 0;
    double x = argument;
    while (x < 10) {
      shift += Math.log(x);
      x++;
    }
    double square = 1 / (x * x);
    double series =
        (1.0 / 12
                - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - square / 1188) * square) * square)
                    * square)
            / x;
    return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series - shift;
  }

  private static double normal(double probability) {
    double q = probability - 0.5;
    if (q <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(CENTRE, r) / polynomial(CENTRE_BELOW, r);
    }
    double r = Math.sqrt(-Math.log(1 - probability));
    return r <= 5
        ? polynomial(SHOULDER, r - 1.6) / polynomial(SHOULDER_BELOW, r - 1.6)
        : polynomial(TAIL, r - 5) / polynomial(TAIL_BELOW, r - 5);
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (double coefficient : coefficients) {
      value = value * x + coefficient;
    }
    return value;
  }
}
