package io.millrace.models.evaluation;

/** Quantiles of Student's t distribution above the median. */
@SuppressWarnings("FloatingPointLiteralPrecision") // The coefficients stand as they are published.
final class StudentQuantile {
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

  private StudentQuantile() {}

  /**
   * The quantile, by the Cornish-Fisher expansion of Abramowitz & Stegun, Handbook of Mathematical
   * Functions, 26.7.5.
   *
   * @param probability above 0.5, below 1
   * @param freedom degrees of freedom, from 29: there it errs by less than 1e-4 up to 0.9999
   */
  static double of(double probability, double freedom) {
    double z = normal(probability);
    double z2 = z * z;
    double first = z * (z2 + 1) / 4;
    double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom;
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
