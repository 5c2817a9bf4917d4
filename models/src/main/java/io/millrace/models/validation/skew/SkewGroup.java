package io.millrace.models.validation.skew;

import java.util.ArrayList;
import java.util.List;

/**
 * The examples of both sides that have the same identifiers. Without {@code allowDuplicates} it
 * keeps one example a side, whatever their number, since no more are compared.
 */
public final class SkewGroup {
  private final boolean keepsAll;
  private final List<byte[]> bases = new ArrayList<>(1);
  private final List<byte[]> tests = new ArrayList<>(1);
  private long baseCount;
  private long testCount;

  public SkewGroup(SkewOptions options) {
    this.keepsAll = options.allowDuplicates();
  }

  public void addBase(byte[] example) {
    baseCount++;
    keep(example, bases);
  }

  public void addTest(byte[] example) {
    testCount++;
    keep(example, tests);
  }

  private void keep(byte[] example, List<byte[]> side) {
    if (keepsAll || side.isEmpty()) {
      side.add(example);
    }
  }

  List<byte[]> bases() {
    return bases;
  }

  List<byte[]> tests() {
    return tests;
  }

  long baseCount() {
    return baseCount;
  }

  long testCount() {
    return testCount;
  }

  boolean hasDuplicates() {
    return baseCount > 1 || testCount > 1;
  }
}
