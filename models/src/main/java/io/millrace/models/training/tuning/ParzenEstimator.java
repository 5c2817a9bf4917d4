package io.millrace.models.training.tuning;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A density of a parameter's values around those that were observed, with the prior as one
 * observation more, so that it is above 0 everywhere (Bergstra et al. 2011, section 4.2).
 *
 * <p>With an order: a mixture of equally weighted normal densities, cut off at the ends, one at
 * each observation, whose standard deviation is the greater of the distances to its neighbours (the
 * ends count as such), at least range / min(100, observations + 1) as the authors' hyperopt has it;
 * and the prior, in the middle and as wide as the range. Whole numbers are taken to reach half a
 * step to both sides. Without an order: the share of each value when every value was observed once
 * more.
 */
abstract sealed class ParzenEstimator {

  static ParzenEstimator of(Parameter parameter, double[] observed) {
    return parameter.isOrdered()
        ? new Mixture(parameter, observed)
        : new Shares(parameter.values(), observed);
  }

  /** A value with this density. */
  abstract double draw(SplittableRandom random);

  /** The density at a value, up to a factor that is the same for all values of the parameter. */
  abstract double density(double coordinate);

  private static final class Shares extends ParzenEstimator {
    private final double[] shares;

    Shares(int values, double[] observed) {
      shares = new double[values];
      Arrays.fill(shares, 1.0 / (observed.length + values));
      for (double value : observed) {
        shares[(int) value] += 1.0 / (observed.length + values);
      }
    }

    @Override
    double draw(SplittableRandom random) {
      double rest = random.nextDouble();
      int value = 0;
      while (value < shares.length - 1 && rest >= shares[value]) {
        rest -= shares[value++];
      }
      return value;
    }

    @Override
    double density(double coordinate) {
      return shares[(int) coordinate];
    }
  }

  private static final class Mixture extends ParzenEstimator {
    private final boolean whole;
    private final double low;
    private final double high;
    private final double[] means;
    private final double[] deviations;
    private final double[] masses;

    Mixture(Parameter parameter, double[] observed) {
      whole = parameter.values() > 0;
      low = parameter.low() - (whole ? 0.5 : 0);
      high = parameter.high() + (whole ? 0.5 : 0);
      double range = high - low;
      means = Arrays.copyOf(observed, observed.length + 1);
      means[observed.length] = low + range / 2;
      Arrays.sort(means, 0, observed.length);
      deviations = new double[means.length];
      double least = range / Math.min(100, means.length);
      for (int i = 0; i < observed.length; i++) {
        double left = means[i] - (i == 0 ? low : means[i - 1]);
        double right = (i == observed.length - 1 ? high : means[i + 1]) - means[i];
        deviations[i] = Math.min(range, Math.max(least, Math.max(left, right)));
      }
      deviations[observed.length] = range;
      masses = new double[means.length];
      for (int i = 0; i < means.length; i++) {
        masses[i] =
            Normal.cumulative((high - means[i]) / deviations[i])
                - Normal.cumulative((low - means[i]) / deviations[i]);
      }
    }

    @Override
    double draw(SplittableRandom random) {
      int component = random.nextInt(means.length);
      double value;
      do {
        value = means[component] + deviations[component] * Normal.draw(random);
      } while (value < low || value >= high); // half of them fit at the least
      return whole ? Math.rint(value) : value;
    }

    @Override
    double density(double coordinate) {
      double sum = 0;
      for (int i = 0; i < means.length; i++) {
        double z = (coordinate - means[i]) / deviations[i];
        sum += Math.exp(-0.5 * z * z) / (deviations[i] * masses[i]);
      }
      return sum / means.length;
    }
  }
}
