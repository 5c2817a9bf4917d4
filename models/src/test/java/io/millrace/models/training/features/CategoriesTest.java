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

  @Test
  void unknownCategoriesShareTheirHashBuckets() {
    List<ColumnBatch> rows =
        Rows.of("c", ValueType.STRING).add("a").add("a").add("x").add("x").add("rare").batches();
    FeatureSpec feature = FeatureSpec.of("c", new Vocabulary(9, 3, 2, 0, Pooling.NONE, ""));
    EncoderSet encoders = Encoding.fit(List.of(feature), rows);
    // Fingerprint64 modulo 3 (pyfarmhash): Berlin 0, other 2, 12 1.
    ColumnBatch served =
        Rows.of("c", ValueType.STRING)
            .add("a")
            .add("x")
            .add("Berlin")
            .add("other")
            .add("12")
            .add("")
            .batch();
    assertThat(Encoding.encode(encoders, List.of(served)).ids()).containsExactly(4, 5, 1, 3, 2, 0);
  }

  @Test
  void textThatIsNotUtf8IsUnknownAndNeverInTheVocabulary() {
    byte[] noText = {(byte) 0xff, (byte) 0xfe};
    List<ColumnBatch> rows =
        Rows.of("c", ValueType.STRING).add((Object) noText).add((Object) noText).add("a").batches();
    EncoderSet encoders = Encoding.fit(List.of(FeatureSpec.category("c", 9, 0)), rows);
    assertThat(((Vocabulary.Encoder) encoders.fitted().get(0).encoder()).values())
        .containsExactly("a");
    assertThat(Encoding.encode(encoders, rows).ids()).containsExactly(1, 1, 2);
    // As a hash it is itself: Fingerprint64 modulo 100 is 39 (pyfarmhash).
    FeatureSpec hash = FeatureSpec.of("c", new Hash(100, 0, Pooling.NONE, ""));
    assertThat(Encoding.encode(hash, rows).ids()).containsExactly(40, 40, 40);
  }

  @Test
  void aHashIsAboveZeroUnlessMissing() {
    // Fingerprint64 modulo 10 (pyfarmhash): Berlin 1, x 0, 12 8.
    FeatureSpec feature = FeatureSpec.of("c", new Hash(10, 0, Pooling.NONE, ""));
    List<ColumnBatch> rows =
        Rows.of("c", ValueType.STRING).add("Berlin").add("x").add("").add((Object) null).batches();
    assertThat(Encoding.encode(feature, rows).ids()).containsExactly(2, 1, 0, 0);
    List<ColumnBatch> numbers = Rows.of("c", ValueType.INT).add(12L).batches();
    assertThat(Encoding.encode(feature, numbers).ids()).containsExactly(9);
  }

  @Test
  void aCrossIsTheHashOfItsValues() {
    Cross cross = new Cross(50, 2, 0);
    // Fingerprint64 modulo 50 (pyfarmhash) of a⟂7, b⟂, ⟂7, where ⟂ is the unit separator.
    List<ColumnBatch> rows =
        Rows.of("c", ValueType.STRING, "n", ValueType.INT)
            .add("a", 7L)
            .add("b", null)
            .add(null, 7L)
            .batches();
    FeatureSpec feature = new FeatureSpec("c and n", List.of("c", "n"), cross);
    assertThat(Encoding.encode(feature, rows).ids()).containsExactly(21, 22, 35);
  }

  @Test
  void aCrossTakesFloatsAsBucketsAndTheEventTimeAsHour() {
    // Of 1 to 4 in two buckets, the second begins at 2: x = 3 is in bucket 2, a missing one in 0.
    Rows rows = Rows.of("x", ValueType.FLOAT, "c", ValueType.STRING);
    long hour23 = 23 * 3_600_000L + 1;
    rows.at(hour23, 3d, "a").at(0, null, "a").at(0, 1d, "b").at(0, 2d, "b").at(0, 4d, "b");
    FeatureSpec feature =
        new FeatureSpec("all", List.of("x", "c", "event_time"), new Cross(50, 2, 0));
    int[] ids = Encoding.encode(feature, rows.batches()).ids();
    // Fingerprint64 modulo 50 of 2⟂a⟂23 and of 0⟂a⟂0.
    assertThat(ids).startsWith(42, 26);
  }

  @Test
  void aLargeVocabularyOfManyMoreValuesHasTheMostFrequent() {
    // 5,000 values that come four times each, among 100,000 that come once.
    Rows rows = Rows.of("c", ValueType.INT);
    for (long i = 0; i < 20_000; i++) {
      rows.add(i % 5000);
      for (long other = 0; other < 5; other++) {
        rows.add(1_000_000 + 5 * i + other);
      }
    }
    Vocabulary.Encoder encoder =
        Encoding.encoder(
            Vocabulary.Encoder.class, FeatureSpec.category("c", 5000, 0), rows.batches());
    assertThat(encoder.values()).hasSize(5000).allMatch(value -> Long.parseLong(value) < 5000);
  }
}
