package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListsTest {
  /** Lists of 1, 2 | none | missing | 3 | 6, NaN: mean 3, population deviation √3.5. */
  private static final List<ColumnBatch> NUMBERS =
      Rows.of("x", ValueType.FLOAT, "w", ValueType.FLOAT)
          .add(List.of(1d, 2d), List.of(1d, 3d))
          .add(List.of(), List.of())
          .add(null, null)
          .add(3d, 9d)
          .add(List.of(6d, Double.NaN), List.of(2d))
          .batches();

  private static final float Z1 = -1.0690450f;
  private static final float Z2 = -0.5345225f;
  private static final float Z6 = 1.6035675f;

  @Test
  void numbersArePooledByRow() {
    assertThat(pooled(Pooling.MEAN, "")).containsExactly(row((Z1 + Z2) / 2), within(1e-5f));
    assertThat(pooled(Pooling.SUM, "")).containsExactly(row(Z1 + Z2), within(1e-5f));
    assertThat(pooled(Pooling.MAX, "")).containsExactly(row(Z2), within(1e-5f));
  }

  @Test
  void numbersArePooledByTheirWeights() {
    assertThat(pooled(Pooling.MEAN, "w")).containsExactly(row((Z1 + 3 * Z2) / 4), within(1e-5f));
    float[] sum = row(Z1 + 3 * Z2);
    sum[8] = 2 * Z6;
    assertThat(pooled(Pooling.SUM, "w")).containsExactly(sum, within(1e-5f));
  }

  /** What all poolings have in common, with the first row's value; each with its indicator. */
  private static float[] row(float first) {
    return new float[] {first, 0, 0, 1, 0, 1, 0, 0, Z6, 0};
  }

  private static float[] pooled(Pooling pooling, String weights) {
    FeatureSpec feature =
        FeatureSpec.of("x", new Standardize(0, Missing.WHEN_SEEN, pooling, weights));
    return Encoding.encode(feature, NUMBERS).numbers();
  }

  @Test
  void anEmptyListIsMissingInTraining() {
    List<ColumnBatch> rows =
        Rows.of("x", ValueType.FLOAT).add(List.of(1d, 2d)).add(List.of()).batches();
    FeatureSpec feature =
        FeatureSpec.of("x", new Standardize(0, Missing.WHEN_SEEN, Pooling.MEAN, ""));
    assertThat(Encoding.encode(feature, rows).numbers()).containsExactly(0, 0, 0, 1);
  }

  @Test
  void idsOfListsAreBags() {
    List<ColumnBatch> rows =
        Rows.of("tags", ValueType.STRING, "w", ValueType.FLOAT)
            .add(List.of("a", "b", "new"), List.of(0.5, 2d))
            .add(List.of(), List.of(1d))
            .add("b", Double.NaN)
            .add(null, null)
            .batches();
    FeatureSpec feature = FeatureSpec.of("tags", new Vocabulary(2, 1, 1, 4, Pooling.MEAN, "w"));
    EncodedRows encoded = Encoding.encode(feature, rows);
    assertThat(encoded.ids()).isEmpty();
    EncodedRows.Bag bag = encoded.bags().get(0);
    assertThat(bag.splits()).containsExactly(0, 3, 3, 4, 4);
    // b comes twice, a and new once each: a before new, which is left out.
    assertThat(bag.ids()).startsWith(3, 2, 1, 2);
    // Without a weight, or with NaN, it is 1.
    assertThat(bag.weights()).startsWith(0.5f, 2, 1, 1);
  }

  @Test
  void bagsOfSeveralBatchesStandOneBehindTheOther() {
    ColumnBatch first = Rows.of("n", ValueType.INT).add(List.of(5L, 7L)).add((Object) null).batch();
    ColumnBatch second = Rows.of("n", ValueType.INT).add(7L).add(List.of(7L, 5L, 7L)).batch();
    FeatureSpec feature = FeatureSpec.of("n", new Vocabulary(9, 1, 1, 0, Pooling.SUM, ""));
    EncodedRows encoded = Encoding.encode(feature, List.of(first, second));
    EncodedRows.Bag bag = encoded.bags().get(0);
    assertThat(encoded.count()).isEqualTo(4);
    assertThat(bag.splits()).containsExactly(0, 2, 2, 3, 6);
    assertThat(bag.ids()).startsWith(3, 2, 2, 2, 3, 2);
    assertThat(bag.weights()).isNull();
    EncodedRows.Bag some = bag.select(new int[] {9, 3, 1, 0}, 1, 3);
    assertThat(some.splits()).containsExactly(0, 3, 3, 5);
    assertThat(some.ids()).containsExactly(2, 3, 2, 3, 2);
  }

  @Test
  void numbersOfListsHaveBucketsToo() {
    List<ColumnBatch> rows =
        Rows.of("x", ValueType.FLOAT).add(List.of(1d, 2d, 3d)).add(List.of(4d)).batches();
    // Two buckets of 1 to 4: the second begins at 2.
    FeatureSpec feature = FeatureSpec.of("x", new Buckets(2, 0, Pooling.SUM, ""));
    EncodedRows.Bag bag = Encoding.encode(feature, rows).bags().get(0);
    assertThat(bag.splits()).containsExactly(0, 3, 4);
    assertThat(bag.ids()).startsWith(1, 2, 2, 2);
  }

  @Test
  void aBatchWithoutAnyValueIsFine() {
    FeatureSpec feature = FeatureSpec.of("n", new Hash(9, 0, Pooling.MEAN, ""));
    List<ColumnBatch> rows =
        Rows.of("n", ValueType.INT).add(List.of()).add((Object) null).batches();
    EncodedRows.Bag bag = Encoding.encode(feature, rows).bags().get(0);
    assertThat(bag.splits()).containsExactly(0, 0, 0);
    FeatureSpec number = FeatureSpec.of("n", new Standardize(0, Missing.ALWAYS, Pooling.MAX, ""));
    assertThat(Encoding.encode(number, rows).numbers()).containsExactly(0, 1, 0, 1);
  }
}
