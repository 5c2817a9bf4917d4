package io.millrace.models.training.rows;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much each row counts: the product of what these say, made 1 in the mean.
 *
 * @param recencyHalfLife the age at which a row counts half as much as the newest; null if all ages
 *     count the same
 * @param column a FLOAT or INT column with the row's weight; rows where it is missing, negative or
 *     not finite are left out; null for none
 * @param classes weights by class, of classifications; a class without one counts 1
 */
public record Weighting(
    @Nullable Duration recencyHalfLife, @Nullable String column, Map<String, Double> classes) {
  /** Every row counts the same. */
  public static final Weighting EVEN = new Weighting(null, null, Map.of());

  public Weighting {
    // In an order that is the same in every process.
    classes = Collections.unmodifiableMap(new TreeMap<>(classes));
    if (recencyHalfLife != null && (recencyHalfLife.isNegative() || recencyHalfLife.isZero())) {
      throw new IllegalArgumentException(
          "recencyHalfLife: " + recencyHalfLife + " (expected: > 0, or none)");
    }
    classes.forEach(
        (name, weight) -> {
          boolean fits = weight >= 0 && weight < Double.POSITIVE_INFINITY;
          if (!fits) {
            throw new IllegalArgumentException(
                "classWeights: " + name + " " + weight + " (expected: >= 0)");
          }
        });
  }

  public Weighting withRecencyHalfLife(@Nullable Duration halfLife) {
    return new Weighting(halfLife, column, classes);
  }

  public Weighting withColumn(@Nullable String name) {
    return new Weighting(recencyHalfLife, name, classes);
  }

  public Weighting withClasses(Map<String, Double> weights) {
    return new Weighting(recencyHalfLife, column, weights);
  }
}
