package io.millrace.models.validation.checks;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the smallest to the largest of some numbers, as 32-bit floats; NaN apart. */
final class FloatRange {
  private static final Pattern NUMBER =
      Pattern.compile(
          "[ \\t-\\r]*([+-]?)((?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?"
              + "|0x(?:[0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)(p[+-]?[0-9]+)?"
              + "|nan(?:\\([a-z0-9_]*\\))?|inf|infinity)[ \\t-\\r]*",
          Pattern.CASE_INSENSITIVE);

  private float min = Float.POSITIVE_INFINITY;
  private float max = Float.NEGATIVE_INFINITY;
  private boolean nan;
  private boolean infinite;

  /** Of numbers of which the smallest and the largest are known; each may be NaN for none. */
  static FloatRange of(double min, double max) {
    FloatRange range = new FloatRange();
    range.min = Double.isNaN(min) ? range.min : (float) min;
    range.max = Double.isNaN(max) ? range.max : (float) max;
    range.infinite = Float.isInfinite((float) min) || Float.isInfinite((float) max);
    return range;
  }

  void addNan() {
    nan = true;
  }

  private void add(double value) {
    if (Double.isNaN(value)) {
      nan = true;
      return;
    }
    infinite |= Float.isInfinite((float) value);
    min = Math.min(min, (float) value);
    max = Math.max(max, (float) value);
  }

  /** Adds the number that this text spells; false if it spells none. */
  boolean add(String text) {
    Double value = number(text);
    if (value == null) {
      return false;
    }
    add(value);
    return true;
  }

  float min() {
    return min;
  }

  float max() {
    return max;
  }

  boolean hasNan() {
    return nan;
  }

  boolean hasInfinity() {
    return infinite;
  }

  private static @Nullable Double number(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return null;
    }
    double sign = number.group(1).equals("-") ? -1 : 1;
    String digits = number.group(2).toLowerCase(Locale.ROOT);
    if (digits.startsWith("n")) {
      return Double.NaN;
    }
    if (digits.startsWith("i")) {
      return sign * Double.POSITIVE_INFINITY;
    }
    boolean needsExponent = digits.startsWith("0x") && number.group(3) == null;
    return sign * Double.parseDouble(needsExponent ? digits + "p0" : digits);
  }
}
