package io.millrace.models.validation.skew;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How examples of two data sets are joined and compared.
 *
 * @param identifiers the features whose values together name an example; at least one
 * @param ignored features that are not compared, besides the identifiers
 * @param sampleSize how many differing pairs are kept to look at; 0 for none
 * @param floatDigits digits after the decimal point to which floats are rounded, half to even,
 *     before they are compared; null compares them as they are
 * @param allowDuplicates whether identifiers that several examples of a side have are compared too,
 *     each example with each; otherwise they are counted and left out
 * @param confusion features whose pairs of values are counted: strings of at most one value
 */
public record SkewOptions(
    List<String> identifiers,
    Set<String> ignored,
    int sampleSize,
    @Nullable Integer floatDigits,
    boolean allowDuplicates,
    List<String> confusion)
    implements Serializable {
  public SkewOptions {
    if (identifiers.isEmpty()) {
      throw new IllegalArgumentException("identifiers: none (expected: at least one feature)");
    }
    if (sampleSize < 0) {
      throw new IllegalArgumentException("sampleSize: " + sampleSize + " (expected: >= 0)");
    }
    identifiers = identifiers.stream().sorted().distinct().toList();
    ignored = Set.copyOf(ignored);
    confusion = List.copyOf(confusion);
  }

  /** Joined on these features; no sample, no rounding, no duplicates, no confusion. */
  public static SkewOptions joinedOn(List<String> identifiers) {
    return new SkewOptions(identifiers, Set.of(), 0, null, false, List.of());
  }

  public SkewOptions ignoring(Set<String> features) {
    return new SkewOptions(
        identifiers, features, sampleSize, floatDigits, allowDuplicates, confusion);
  }

  public SkewOptions withSampleSize(int size) {
    return new SkewOptions(identifiers, ignored, size, floatDigits, allowDuplicates, confusion);
  }

  public SkewOptions withFloatDigits(@Nullable Integer digits) {
    return new SkewOptions(identifiers, ignored, sampleSize, digits, allowDuplicates, confusion);
  }

  public SkewOptions withDuplicates(boolean allowed) {
    return new SkewOptions(identifiers, ignored, sampleSize, floatDigits, allowed, confusion);
  }

  public SkewOptions withConfusion(List<String> features) {
    return new SkewOptions(
        identifiers, ignored, sampleSize, floatDigits, allowDuplicates, features);
  }

  boolean compares(String feature) {
    return !ignored.contains(feature) && !identifiers.contains(feature);
  }
}
