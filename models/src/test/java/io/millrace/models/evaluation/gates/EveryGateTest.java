package io.millrace.models.evaluation.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.evaluation.Candidates;
import io.millrace.models.evaluation.Gate;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.evaluation.Gates;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every gate has to keep, found through {@link Gates}. */
class EveryGateTest {

  static Collection<Gate> gates() {
    return Gates.available().values();
  }

  @Test
  void isFound() throws Exception {
    URI room = MinimumRows.class.getResource("MinimumRows.class").toURI();
    try (Stream<Path> files = Files.list(Path.of(room).getParent())) {
      List<Class<?>> implementations =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
              .<Class<?>>map(EveryGateTest::load)
              .filter(type -> Gate.class.isAssignableFrom(type) && !type.isInterface())
              .collect(Collectors.toList());
      assertThat(implementations).isNotEmpty();
      assertThat(gates()).extracting(Object::getClass).containsAll(implementations);
    }
  }

  @ParameterizedTest
  @MethodSource("gates")
  void isARecordThatParametersBuildAgain(Gate gate) {
    assertThat(gate.getClass().isRecord()).isTrue();
    assertThat(gate.name()).isEqualTo(gate.getClass().getSimpleName());
    assertThat(Gates.create(gate.name(), Map.of())).isEqualTo(gate);
  }

  @ParameterizedTest
  @MethodSource("gates")
  void judgesTheSameTwiceAndLeavesTheRowsAlone(Gate gate) {
    double[] labels = {1, 0, Double.NaN, 4};
    double[] challenger = {1, 2, 3, 5};
    double[] champion = {2, 2, 2, 2};
    Candidates candidates = Candidates.of(labels, challenger, champion);
    GateResult first = gate.judge(candidates);
    assertThat(gate.judge(candidates)).isEqualTo(first);
    assertThat(first.gate()).isEqualTo(gate.name());
    assertThat(first.reason()).isNotBlank();
    assertThat(labels).containsExactly(1, 0, Double.NaN, 4);
    assertThat(challenger).containsExactly(1, 2, 3, 5);
    assertThat(champion).containsExactly(2, 2, 2, 2);
  }

  @ParameterizedTest
  @MethodSource("gates")
  void doesNotPassWithoutALabelledRow(Gate gate) {
    double[] none = {};
    assertThat(gate.judge(Candidates.of(none, none, none)).passed()).isFalse();
    double[] unlabelled = filled(Double.NaN);
    double[] ones = filled(1);
    assertThat(gate.judge(Candidates.of(unlabelled, ones, ones)).passed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("gates")
  void neverThrowsForWhatTheRowsHold(Gate gate) {
    for (double label : new double[] {0, 1, -1, Double.MAX_VALUE, Double.NEGATIVE_INFINITY}) {
      for (double prediction : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0}) {
        Candidates candidates =
            Candidates.of(filled(label), filled(prediction), filled(prediction));
        assertThat(gate.judge(candidates).reason()).isNotBlank();
      }
    }
  }

  private static double[] filled(double value) {
    double[] values = new double[2000];
    Arrays.fill(values, value);
    return values;
  }

  private static Class<?> load(String file) {
    try {
      String name = MinimumRows.class.getPackageName() + "." + file.substring(0, file.length() - 6);
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
