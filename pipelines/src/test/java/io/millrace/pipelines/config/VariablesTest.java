package io.millrace.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VariablesTest {
  private final Variables variables =
      new Variables(Map.of("OUT", "/out", "EMPTY", "", "LOOP", "${OUT}$1"), this::environment);
  private final List<String> expectations = new ArrayList<>();

  private @Nullable String environment(String name) {
    return switch (name) {
      case "HOME" -> "/home/me";
      case "OUT" -> "/not-this";
      default -> null;
    };
  }

  @Test
  void prefersGivenValuesThenTheEnvironmentThenTheDefault() {
    assertThat(substitute("${OUT}/a ${HOME:-x}/b ${NONE:-c:-d} ${NONE:-}"))
        .isEqualTo("/out/a /home/me/b c:-d ");
    assertThat(expectations).isEmpty();
  }

  @Test
  void takesTheDefaultForAnEmptyValueAsAShellDoes() {
    assertThat(substitute("[${EMPTY}] [${EMPTY:-x}]")).isEqualTo("[] [x]");
    assertThat(expectations).isEmpty();
  }

  @Test
  void leavesOtherTextAndValuesAlone() {
    assertThat(substitute("$OUT $$ {OUT} $${OUT} ${LOOP}"))
        .isEqualTo("$OUT $$ {OUT} ${OUT} ${OUT}$1");
    assertThat(expectations).isEmpty();
  }

  @Test
  void saysWhatEveryReferenceLacks() {
    substitute("${A} ${B-c} ${D ${");

    assertThat(expectations)
        .containsExactly(
            "a value for A, or a default as in ${A:-default}",
            "${NAME} or ${NAME:-default}, with letters, digits and _ in NAME",
            "${NAME} or ${NAME:-default}, with letters, digits and _ in NAME");
  }

  private String substitute(String text) {
    return variables.substitute(text, expectations);
  }
}
