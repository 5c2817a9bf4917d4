package io.millrace.models.drift.detectors;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Makes change detectors by name. */
public final class ChangeDetectors {
  private static final List<DetectorKind<?>> KINDS =
      List.of(
          Adwin.KIND,
          Bocpd.KIND,
          Cusum.KIND,
          Ddm.KIND,
          Ecdd.KIND,
          Eddm.KIND,
          Fhddm.KIND,
          GeometricMovingAverage.KIND,
          HoeffdingAverages.KIND,
          HoeffdingWeights.KIND,
          Kswin.KIND,
          PageHinkley.KIND,
          Rddm.KIND,
          ShiryaevRoberts.OF_ERRORS,
          ShiryaevRoberts.OF_NUMBERS,
          Stepd.KIND);

  private ChangeDetectors() {}

  /** The names of all detectors. */
  public static List<String> names() {
    return KINDS.stream().map(DetectorKind::name).toList();
  }

  /**
   * Makes a detector.
   *
   * @param parameters by name; those that are not named have their defaults
   * @throws IllegalArgumentException on an unknown name, or a parameter that is unknown or outside
   *     of its range
   */
  public static ChangeDetector create(String name, Map<String, ?> parameters) {
    return kind(name).create(parameters);
  }

  /** The detector that {@link ChangeDetector#writeTo} wrote, which goes on where that one was. */
  public static ChangeDetector readFrom(DataInput in) throws IOException {
    String name = in.readUTF();
    DetectorKind<?> kind;
    try {
      kind = kind(name);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    int version = in.readUnsignedByte();
    if (version != kind.version()) {
      throw new IOException(name + ", version: " + version + " (expected: " + kind.version() + ")");
    }
    ChangeDetector detector = kind.read(in);
    detector.exchange(new StateExchange.Reading(in));
    return detector;
  }

  private static DetectorKind<?> kind(String name) {
    for (DetectorKind<?> kind : KINDS) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("detector: " + name + " (expected: one of " + names() + ")");
  }
}
