package io.millrace.models.statistics.extra;

import static io.millrace.models.statistics.extra.Table.floats;
import static io.millrace.models.statistics.extra.Table.ints;
import static io.millrace.models.statistics.extra.Table.lists;
import static io.millrace.models.statistics.extra.Table.strings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.statistics.StatisticsOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;

class EmptyValuesTest {
  private final EmptyValues kind = new EmptyValues();

  @Test
  void countsMinusOnesEmptyStringsAndEmptyInnerLists() {
    DatasetFeatureStatistics found =
        Extras.of(
            kind,
            Extras.generator(kind.name(), Map.of()),
            new Table()
                .with("n", ints(-1, List.of(-1, 1), null))
                .with("f", floats(-1.0, 0.5, -1.5))
                .with("s", strings("", List.of("", "x", ""), "y"))
                .with("full", strings("a", "b", "c"))
                .with("l", lists(new int[] {2, 0, 1}, ints(List.of(), List.of(-1), List.of())))
                .batch());

    assertThat(Extras.custom(found, "n")).containsExactly(Map.entry("int_-1", 2.0));
    assertThat(Extras.custom(found, "f")).containsExactly(Map.entry("int_-1", 1.0));
    assertThat(Extras.custom(found, "s")).containsExactly(Map.entry("str_empty", 3.0));
    assertThat(Extras.custom(found, "full")).isEmpty();
    assertThat(Extras.custom(found, "l")).containsExactly(Map.entry("list_empty", 2.0));
  }

  @Test
  void isOptIn() {
    assertThat(kind.isWanted(StatisticsOptions.defaults())).isFalse();
  }
}
