package io.millrace.models.evaluation.slices;

import io.millrace.models.statistics.SliceSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to cut rows into slices, written as features with a comma between:
 *
 * <ul>
 *   <li>{@code vendor}: a slice for each value;
 *   <li>{@code vendor=2}: the slice of one value;
 *   <li>{@code distance:2;10}: a slice for each range of a number: below 2, from 2 to below 10,
 *       from 10;
 *   <li>{@code vendor,distance:2;10}: a slice for each combination.
 * </ul>
 *
 * <p>A slice's key is as in {@link SliceSpec}: {@code vendor_2}, {@code distance_[2,10)}, {@code
 * distance_[2,10)_vendor_2}, features in alphabetical order.
 *
 * @param parts at least one, each of another feature
 */
public record SliceRule(List<Part> parts) implements Serializable {

  /**
   * A feature of a rule.
   *
   * @param value the only value that makes a slice; null for all
   * @param edges the borders of ranges, ascending; empty for none
   */
  public record Part(String feature, @Nullable String value, List<Double> edges)
      implements Serializable {

    public Part {
      edges = List.copyOf(edges);
    }

    boolean hasRanges() {
      return !edges.isEmpty();
    }

    private static Part parse(String text) {
      int equals = text.indexOf('=');
      int colon = text.indexOf(':');
      if (equals >= 0) {
        return new Part(
            name(text.substring(0, equals), text), text.substring(equals + 1), List.of());
      }
      if (colon < 0) {
        return new Part(name(text, text), null, List.of());
      }
      return new Part(name(text.substring(0, colon), text), null, edges(text, colon + 1));
    }

    private static String name(String name, String text) {
      if (name.isBlank()) {
        throw new IllegalArgumentException(
            "slice: " + text + " (expected: a feature's name first)");
      }
      return name.strip();
    }

    private static List<Double> edges(String text, int from) {
      List<Double> edges = new ArrayList<>();
      for (String edge : text.substring(from).split(";", -1)) {
        double value = Double.NaN;
        try {
          value = Double.parseDouble(edge);
        } catch (NumberFormatException e) {
          // Refused below, together with edges out of order.
        }
        if (!Double.isFinite(value) || (!edges.isEmpty() && value <= edges.get(edges.size() - 1))) {
          throw new IllegalArgumentException(
              "slice: " + text + " (expected: ascending numbers such as distance:2;5;10)");
        }
        edges.add(value);
      }
      return edges;
    }
  }

  public SliceRule {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("slice: no feature (expected: at least one)");
    }
    long different = parts.stream().map(Part::feature).distinct().count();
    if (different < parts.size()) {
      throw new IllegalArgumentException("slice: " + parts + " (expected: each feature once)");
    }
  }

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException with the text and what is expected of it
   */
  public static SliceRule parse(String text) {
    return new SliceRule(Arrays.stream(text.split(",", -1)).map(Part::parse).toList());
  }

  /** The rule as {@link #parse} reads it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(text.isEmpty() ? "" : ",").append(part.feature());
      if (part.value() != null) {
        text.append('=').append(part.value());
      }
      for (int i = 0; i < part.edges().size(); i++) {
        text.append(i == 0 ? ':' : ';').append(part.edges().get(i));
      }
    }
    return text.toString();
  }

  /** Whether it names one slice, which has to be there, and not all that there may be. */
  public boolean isOneSlice() {
    return parts.stream().allMatch(part -> part.value() != null);
  }

  SliceSpec spec() {
    List<String> keys = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part.value() == null) {
        keys.add(part.feature());
      } else {
        values.put(part.feature(), part.value());
      }
    }
    return new SliceSpec(keys, values);
  }
}
