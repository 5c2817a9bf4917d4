package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.Compat;
import io.millrace.models.statistics.StatisticsOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageHeuristicTest {
  private static final StatisticsOptions SEMANTIC =
      StatisticsOptions.defaults().withEnableSemanticDomainStats(true);

  private final LanguageHeuristic kind = new LanguageHeuristic();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the cat sat",
        "  ab\tabc abc  ", // 8 / 3 = 2.67
        "größere Äpfel schmecken",
        "日本語 日本語 日本語",
        // Only the first 100 characters count: 25 words of 3.
        "the the the the the the the the the the the the the the the the the the the the the the"
            + " the the the aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void recognizesWords(String text) {
    assertThat(matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "two words",
        "a b c d", // 1
        "ab ab abc", // 7 / 3 = 2.33
        "identifier identifier identifier" // 10
      })
  void doesNotTakeOtherTextForWords(String text) {
    assertThat(matches(text)).isFalse();
  }

  private static boolean matches(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LanguageHeuristic.matches(bytes, 0, bytes.length);
  }

  @Test
  void findsAFeatureThatMostlyMatches() {
    assertThat(Extras.custom(Extras.of(kind, SEMANTIC, table(85, 15).batch()), "text"))
        .containsExactly(
            Map.entry("domain_info", "natural_language_domain {}"),
            Map.entry("natural_language_match_rate", 0.85));
    assertThat(Extras.of(kind, SEMANTIC, table(79, 21).batch()).getFeaturesList()).isEmpty();
    assertThat(Extras.of(kind, SEMANTIC, table(99, 0).batch()).getFeaturesList()).isEmpty();
  }

  @Test
  void bytesThatAreNotTextRuleItOut() {
    Table bytes = new Table().with("text", strings(new byte[] {(byte) 0xff}));
    assertThat(Extras.of(kind, SEMANTIC, table(100, 0).batch(), bytes.batch()).getFeaturesList())
        .isEmpty();
    Table numbers = new Table().with("text", floats(1.5));
    assertThat(Extras.of(kind, SEMANTIC, table(100, 0).batch(), numbers.batch()).getFeaturesList())
        .isEmpty();
  }

  @Test
  void tfdvLooksAtTheFirstHundredValuesOfABatch() {
    StatisticsOptions tfdv = SEMANTIC.withCompat(Compat.TFDV);
    assertThat(Extras.custom(Extras.of(kind, tfdv, table(100, 900).batch()), "text"))
        .containsEntry("natural_language_match_rate", 1.0);
    assertThat(Extras.of(kind, SEMANTIC, table(100, 900).batch()).getFeaturesList()).isEmpty();
  }

  private static Table table(int sentences, int others) {
    Object[] rows = new Object[sentences + others];
    Arrays.fill(rows, "x");
    Arrays.fill(rows, 0, sentences, "the cat sat on the mat");
    return new Table().with("text", strings(rows));
  }
}
