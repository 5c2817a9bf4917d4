package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.Rows;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.ConfigProto;

/** What holds of every transformation there is, fitted to anything and fed anything. */
class EveryTransformTest {
  private static final byte[] NO_TEXT = {(byte) 0xc3, 0x28, 0};

  static Stream<FeatureTransform> transforms() {
    return FeatureTransforms.available().values().stream();
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void givesNumbersAndIdsInRangeForAnyRow(FeatureTransform transform) {
    for (List<ColumnBatch> fitted : List.of(strange(), constant(), missing(), ordinary())) {
      check(Encoding.fit(List.of(feature(transform)), fitted), strange());
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void isTheSameAfterJson(FeatureTransform transform) {
    for (List<ColumnBatch> fitted : List.of(strange(), missing(), ordinary())) {
      EncoderSet encoders = Encoding.fit(List.of(feature(transform)), fitted);
      EncoderSet read = EncoderSet.fromJson(encoders.toJson());
      assertThat(read).isEqualTo(encoders);
      EncodedRows expected = Encoding.encode(encoders, strange());
      EncodedRows seen = Encoding.encode(read, strange());
      assertThat(seen.numbers()).containsExactly(expected.numbers());
      assertThat(seen.ids()).containsExactly(expected.ids());
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void isBuiltFromItsNameAndNothing(FeatureTransform transform) {
    assertThat(FeatureTransforms.create(transform.name(), Map.of())).isEqualTo(transform);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void encodesARowAloneAsAmongOthers(FeatureTransform transform) {
    EncoderSet encoders = Encoding.fit(List.of(feature(transform)), ordinary());
    ColumnBatch rows = strange().get(0);
    EncodedRows together = Encoding.encode(encoders, List.of(rows));
    List<ColumnBatch> alone = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      alone.add(rows.select(new int[] {row}, 1));
    }
    EncodedRows oneByOne = Encoding.encode(encoders, alone);
    for (int i = 0; i < together.numbers().length; i++) {
      // Equal but for the sign of 0, which depends on the processor's path.
      assertThat(oneByOne.numbers()[i] + 0f).isEqualTo(together.numbers()[i] + 0f);
    }
    assertThat(oneByOne.ids()).containsExactly(together.ids());
  }

  static Stream<FeatureTransform> pooledTransforms() {
    return transforms()
        .filter(transform -> FeatureTransforms.parameters(transform).contains("pool"))
        .flatMap(
            transform ->
                Stream.of("mean", "sum", "max")
                    .map(
                        pool ->
                            FeatureTransforms.create(
                                transform.name(), Map.of("pool", pool, "weights", "w"))));
  }

  @ParameterizedTest
  @MethodSource("pooledTransforms")
  void takesListsOfAnything(FeatureTransform transform) {
    ColumnBatch rows =
        Rows.of("x", ValueType.FLOAT, "c", ValueType.STRING, "w", ValueType.FLOAT)
            .add(List.of(1d, Double.NaN, 1e300), List.of("a", "", "a"), List.of(-1d, 2d))
            .add(null, null, List.of(1d))
            .add(List.of(), List.of(), null)
            .add(
                List.of(Double.NEGATIVE_INFINITY, 2d),
                List.of(NO_TEXT, "b"),
                List.of(0d, Double.POSITIVE_INFINITY))
            .add(Double.NaN, "b", List.of(1d, 2d, 3d))
            .batch();
    EncoderSet encoders = Encoding.fit(List.of(feature(transform)), List.of(rows));
    assertThat(EncoderSet.fromJson(encoders.toJson())).isEqualTo(encoders);
    EncodedRows together = Encoding.encode(encoders, List.of(rows));
    for (float number : together.numbers()) {
      assertThat(number).isFinite();
    }
    int[] lengths = {3, 0, 0, 2, 1};
    for (EncodedRows.Bag bag : together.bags()) {
      for (int row = 0; row < lengths.length; row++) {
        assertThat(bag.splits()[row + 1] - bag.splits()[row]).isEqualTo(lengths[row]);
      }
      int size = encoders.layout().bags().get(0).slot().size();
      for (int i = 0; i < 6; i++) {
        assertThat(bag.ids()[i]).isBetween(0, size - 1);
      }
    }
    assertThat(together.bags().size() + together.numbers().length).isPositive();
  }

  private static void check(EncoderSet encoders, List<ColumnBatch> batches) {
    EncodedLayout layout;
    EncodedRows rows;
    try (RowEncoder encoder = new RowEncoder(encoders, ConfigProto.getDefaultInstance())) {
      layout = encoder.layout();
      rows = encoder.encode(batches);
    }
    assertThat(layout.numbers() + layout.slots().size()).isPositive();
    assertThat(rows.numbers()).hasSize(rows.count() * layout.numbers());
    for (float number : rows.numbers()) {
      assertThat(number).isFinite();
    }
    for (int i = 0; i < rows.ids().length; i++) {
      IdSlot slot = layout.slots().get(i % layout.slots().size());
      assertThat(rows.ids()[i]).as(slot.name()).isBetween(0, slot.size() - 1);
    }
  }

  private static FeatureSpec feature(FeatureTransform transform) {
    return switch (transform.use()) {
      case NUMBER -> FeatureSpec.of("x", transform);
      case CATEGORY -> FeatureSpec.of("c", transform);
      case TIME -> FeatureSpec.of("t", transform);
      case ANY -> new FeatureSpec("f", List.of("x", "c", "t", "event_time"), transform);
    };
  }

  private static Rows rows() {
    return Rows.of("x", ValueType.FLOAT, "c", ValueType.STRING, "t", ValueType.INT);
  }

  private static List<ColumnBatch> ordinary() {
    Rows rows = rows();
    for (int i = 0; i < 50; i++) {
      rows.at(i * 7_000_000L, i / 7.0, "c" + i % 6, i * 1_000_000_000L);
    }
    return rows.batches();
  }

  private static List<ColumnBatch> constant() {
    return rows().add(0.1, "one", 1L).add(0.1, "one", 1L).add(0.1, "one", 1L).batches();
  }

  private static List<ColumnBatch> missing() {
    @Nullable Object[] nothing = {null, null, null};
    return rows().add(nothing).add(nothing).batches();
  }

  private static List<ColumnBatch> strange() {
    return rows()
        .add(null, null, null)
        .add(Double.NaN, "", 0L)
        .at(Long.MAX_VALUE / 4, Double.POSITIVE_INFINITY, "c1", Long.MAX_VALUE)
        .at(-1, Double.NEGATIVE_INFINITY, "never seen", Long.MIN_VALUE)
        .add(Double.MAX_VALUE, NO_TEXT, -1L)
        .add(-Double.MAX_VALUE, "\u6771\u4eac ".repeat(500), 1L)
        .add(Double.MIN_VALUE, "c1\0", 253_402_300_799_000L)
        .add(-0.0, "c1", -62_135_596_800_000L)
        .batches();
  }
}
