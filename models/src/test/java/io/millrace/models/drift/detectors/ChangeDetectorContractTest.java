package io.millrace.models.drift.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every detector does, whichever its rule is. */
class ChangeDetectorContractTest {
  private static final int CHANGE_AT = 2000;
  private static final double[] ERRORS = Streams.bernoulli(7, 0.1, 0.6, CHANGE_AT, 4000);

  static List<String> names() {
    return ChangeDetectors.names();
  }

  private static ChangeDetector create(String name) {
    return ChangeDetectors.create(name, Map.of());
  }

  @ParameterizedTest
  @MethodSource("names")
  void findsALargeRiseAndPlacesItNearWhereItWas(String name) {
    ChangeDetector detector = create(name);
    boolean found = false;
    for (int i = 0; i < ERRORS.length && !found; i++) {
      detector.add(ERRORS[i]);
      found = i >= CHANGE_AT && detector.isChange();
    }
    assertThat(found).isTrue();
    assertThat(detector.estimatedOnset()).isBetween((long) CHANGE_AT - 500, detector.values() - 1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysNothingOfAConstant(String name) {
    for (double constant : new double[] {0, 1, 0.25}) {
      double[] values = new double[3000];
      Arrays.fill(values, constant);
      assertThat(Streams.alarms(create(name), values)).as("of %s", constant).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void goesOnFromItsBytes(String name) throws IOException {
    List<Integer> whole = Streams.alarms(create(name), ERRORS);
    ChangeDetector detector = create(name);
    List<Integer> resumed = new ArrayList<>();
    for (int i = 0; i < ERRORS.length; i++) {
      if (i % 331 == 0) {
        detector = copy(detector);
      }
      detector.add(ERRORS[i]);
      if (detector.isChange()) {
        resumed.add(i);
      }
    }
    assertThat(resumed).isEqualTo(whole);
    assertThat(bytes(copy(detector))).isEqualTo(bytes(detector));
    assertThat(copy(detector).isChange()).isEqualTo(detector.isChange());
    assertThat(copy(detector).parameters()).isEqualTo(detector.parameters());
  }

  @ParameterizedTest
  @MethodSource("names")
  void forgetsEverythingWhenReset(String name) {
    ChangeDetector detector = create(name);
    List<Integer> first = Streams.alarms(detector, ERRORS);
    detector.reset();
    assertThat(detector.values()).isZero();
    assertThat(detector.estimatedOnset()).isEqualTo(-1);
    assertThat(Streams.alarms(detector, ERRORS)).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("names")
  void leavesOutWhatIsNotFinite(String name) {
    ChangeDetector clean = create(name);
    ChangeDetector dirty = create(name);
    for (double value : ERRORS) {
      clean.add(value);
      dirty.add(value);
      assertThat(dirty.isChange()).isEqualTo(clean.isChange());
      dirty.add(Double.NaN);
      assertThat(dirty.isChange()).isFalse();
      dirty.add(Double.NEGATIVE_INFINITY);
    }
    assertThat(dirty.values()).isEqualTo(ERRORS.length);
    assertThat(dirty.skipped()).isEqualTo(2L * ERRORS.length);
    assertThat(dirty.estimatedOnset()).isEqualTo(clean.estimatedOnset());
  }

  @ParameterizedTest
  @MethodSource("names")
  void allocatesNothingForAValue(String name) {
    ChangeDetector detector = create(name);
    Streams.alarms(detector, ERRORS);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (double value : ERRORS) {
      detector.add(value);
    }
    assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(ERRORS.length);
  }

  @ParameterizedTest
  @MethodSource("names")
  void keepsItsStateSmall(String name) throws IOException {
    ChangeDetector detector = create(name);
    for (double value : Streams.bernoulli(3, 0.2, 0.2, 0, 50_000)) {
      detector.add(value);
    }
    assertThat(bytes(detector)).hasSizeLessThan(16_000);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> create("madwin"))
        .hasMessageStartingWith("detector: madwin (expected: one of [");
    assertThatThrownBy(() -> ChangeDetectors.create("adwin", Map.of("dleta", 0.1)))
        .hasMessageStartingWith("adwin: dleta (expected: one of [delta, clock,");
    assertThatThrownBy(() -> ChangeDetectors.create("adwin", Map.of("delta", 1.4)))
        .hasMessage("adwin delta: 1.4 (expected: 0 < delta < 1)");
    assertThatThrownBy(() -> ChangeDetectors.create("adwin", Map.of("clock", "often")))
        .hasMessage("adwin clock: often (expected: a number of type int)");
    assertThatThrownBy(() -> ChangeDetectors.create("adwin", Map.of("direction", "left")))
        .hasMessage("adwin direction: left (expected: one of [both, decrease, increase])");
  }

  @Test
  void refusesBytesOfAnotherVersion() throws IOException {
    byte[] bytes = bytes(create("adwin"));
    bytes[7] = 9; // after the length and the five letters of the name
    assertThatThrownBy(() -> read(bytes)).hasMessage("adwin, version: 9 (expected: 1)");
  }

  private static byte[] bytes(ChangeDetector detector) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    detector.writeTo(new DataOutputStream(out));
    return out.toByteArray();
  }

  private static ChangeDetector copy(ChangeDetector detector) throws IOException {
    return read(bytes(detector));
  }

  private static ChangeDetector read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    ChangeDetector read = ChangeDetectors.readFrom(in);
    assertThat(in.read()).isEqualTo(-1);
    return read;
  }
}
