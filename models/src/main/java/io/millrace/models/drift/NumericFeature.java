package io.millrace.models.drift;

import io.millrace.models.data.ValueType;
import io.millrace.models.drift.distances.BinKind;
import io.millrace.models.drift.distances.BinnedSamples;
import java.util.Arrays;
import java.util.List;

/**
 * A numeric feature in bins between fixed edges. A bin holds its upper edge; the first one its
 * lower edge too. Beside them there are bins for missing rows, for what is not a number (NaN, and
 * text that is none), for the infinities, and for what is below the lowest edge and above the
 * highest.
 *
 * @param edges finite and ascending; the lowest may stand twice, for a bin of that value alone;
 *     empty if the reference had no finite number, and then all of them are above
 */
public record NumericFeature(String name, ValueType type, List<Double> edges)
    implements GridFeature {
  public static final int NOT_A_NUMBER = 1;
  public static final int NEGATIVE_INFINITY = 2;
  public static final int BELOW = 3;

  public NumericFeature {
    edges = List.copyOf(edges);
    for (int i = 0; i < edges.size(); i++) {
      boolean ascends = i == 0 || edges.get(i) > edges.get(i - 1);
      boolean lowestTwice = i == 1 && edges.get(1).equals(edges.get(0));
      if (!Double.isFinite(edges.get(i)) || !(ascends || lowestTwice)) {
        throw new IllegalArgumentException(
            "edges of " + name + ": " + edges + " (expected: finite and ascending)");
      }
    }
  }

  private int inner() {
    return edges.size() < 2 ? edges.size() : edges.size() - 1;
  }

  @Override
  public int bins() {
    return BELOW + inner() + 3;
  }

  @Override
  public String label(int bin) {
    int inner = bin - BELOW - 1;
    if (inner >= 0 && inner < inner()) {
      double high = edges.get(Math.min(inner + 1, edges.size() - 1));
      return (inner == 0 ? "[" : "(") + edges.get(inner) + ", " + high + "]";
    }
    return switch (bin) {
      case MISSING -> "missing";
      case NOT_A_NUMBER -> "not a number";
      case NEGATIVE_INFINITY -> "-inf";
      case BELOW -> "below";
      default -> bin == bins() - 1 ? "+inf" : "above";
    };
  }

  @Override
  public BinKind kind(int bin) {
    if (bin <= NEGATIVE_INFINITY || bin == bins() - 1) {
      return BinKind.SPECIAL;
    }
    return bin == BELOW || bin == bins() - 2 ? BinKind.OUTSIDE : BinKind.INNER;
  }

  /** Without edges every number is at 0: there is nothing that they could be apart from. */
  @Override
  public BinnedSamples.Places places() {
    double[] low = new double[bins()];
    double[] high = new double[bins()];
    Arrays.fill(low, 0, NEGATIVE_INFINITY, Double.NaN);
    Arrays.fill(high, 0, NEGATIVE_INFINITY, Double.NaN);
    if (!edges.isEmpty()) {
      int last = edges.size() - 1;
      for (int bin = NEGATIVE_INFINITY; bin < bins(); bin++) {
        int inner = bin - BELOW - 1;
        low[bin] = edges.get(Math.max(0, Math.min(last, inner)));
        high[bin] = edges.get(Math.max(0, Math.min(last, bin <= BELOW ? 0 : inner + 1)));
      }
    }
    return new BinnedSamples.Places(low, high);
  }

  @Override
  public ColumnCounter counter() {
    return new NumberCounter(limits(), NOT_A_NUMBER, NEGATIVE_INFINITY);
  }

  /** How many of these a number is above, is its bin's position from that of -inf on. */
  public double[] limits() {
    double[] limits = new double[edges.isEmpty() ? 3 : Math.max(2, edges.size()) + 2];
    Arrays.fill(limits, Double.NEGATIVE_INFINITY);
    if (!edges.isEmpty()) {
      // The lowest edge is in the first bin.
      limits[1] = Math.nextDown(edges.get(0));
      limits[2] = edges.get(0);
    }
    for (int i = 1; i < edges.size(); i++) {
      limits[i + 1] = edges.get(i);
    }
    limits[limits.length - 1] = Double.MAX_VALUE;
    return limits;
  }
}
