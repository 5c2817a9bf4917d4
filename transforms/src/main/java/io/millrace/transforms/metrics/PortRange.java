package io.millrace.transforms.metrics;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports of which the first free one is taken.
 *
 * @param first from 1 to 65535
 * @param last not below the first; tried too
 */
public record PortRange(int first, int last) implements Serializable {
  private static final int HIGHEST = 65_535;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  public PortRange {
    if (first < 1 || last < first || last > HIGHEST) {
      throw new IllegalArgumentException(
          "ports: " + first + "-" + last + " (expected: 1 to 65535, the lower one first)");
    }
  }

  /** Reads a port, such as {@code 9249}, or two with a hyphen between, such as 9249-9260. */
  public static PortRange parse(String text) {
    Matcher ports = TEXT.matcher(text);
    if (!ports.matches()) {
      throw new IllegalArgumentException(
          "ports: " + text + " (expected: a port, or a range such as 9249-9260)");
    }
    int first = Integer.parseInt(ports.group(1));
    return new PortRange(first, ports.group(2) == null ? first : Integer.parseInt(ports.group(2)));
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
