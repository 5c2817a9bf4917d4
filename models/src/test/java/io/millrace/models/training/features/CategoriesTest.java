package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoriesTest {

  @Test
  void aCategoryIsItsRankMissingOrUnknown() {
    FeatureSpec feature = FeatureSpec.category("c", 2, 0);
    List<ColumnBatch> rows =
        Rows.of("c", ValueType.STRING)
            .add("rare")
            .add("often")
            .add("some")
            .add("often")
            .add("")
            .add((Object) null)
            .add("some")
            .add("often")
            .batches();
    assertThat(Encoding.encoder(Vocabulary.Encoder.class, feature, rows).values())
        .containsExactly("often", "some");
    assertThat(Encoding.encode(feature, rows).ids()).containsExactly(1, 2, 3, 2, 0, 0, 3, 2);
  }

  @Test
  void equallyFrequentCategoriesStandInTheOrderOfTheirBytes() {
    List<ColumnBatch> rows = Rows.of("c", ValueType.STRING).add("b").add("ß").add("a").batches();
    assertThat(Encoding.encode(FeatureSpec.category("c", 9, 0), rows).ids())
        .containsExactly(3, 4, 2);
  }

  @Test
  void anIntegerIsACategoryToo() {
    List<ColumnBatch> rows =
        Rows.of("zone", ValueType.INT).add(-7L).add(265L).add((Object) null).add(265L).batches();
    assertThat(Encoding.encode(FeatureSpec.category("zone", 9, 0), rows).ids())
        .containsExactly(3, 2, 0, 2);
  }
}
