package io.millrace.models.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.metadata.v0.Path;

class PathTextTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"a, a", "a.b, 'a.b'", "it's, 'it''s'", "(a), (a)", "(a)b, '(a)b'", "(a.b), (a.b)"})
  void quotesSteps(String step, String text) {
    Path path = Path.newBuilder().addStep("parent").addStep(step).build();
    assertThat(PathText.of(path)).isEqualTo("parent." + text);
  }
}
