package io.millrace.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleEncoder;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of every kind are fed from columns and give columns. */
class SignatureKindsTest {
  private static final ModelOptions DEFAULTS = ModelOptions.defaults();

  private final Path directory;

  SignatureKindsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aListOfTheSizeThatTheSignatureSays() throws Exception {
    SmallModels.wide(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      double[] values = {1, 2, 3, 4, 5, 6};
      ColumnBatch rows = batch("x", lists(values, 0, 3, 6));
      assertThat(model.predict(rows).floats("y")).containsExactly(6, 15);

      ColumnBatch short2nd = batch("x", lists(values, 0, 3, 5, 6));
      assertThatThrownBy(() -> model.predict(short2nd))
          .isInstanceOf(UnfitInputException.class)
          .hasMessage("column x: 2 values (expected: 3)")
          .extracting(e -> ((UnfitInputException) e).row())
          .isEqualTo(1);
    }
  }

  @Test
  void listsOfAnyLengthAreEachPredictedAsTheyWouldBeAlone() throws Exception {
    SmallModels.ragged(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      ColumnBatch rows = batch("x", lists(new double[] {1, 2, 3, 4, 5, 6}, 0, 2, 2, 5, 6, 6));
      Predictions given = model.predict(rows);
      assertThat(given.floats("sum")).containsExactly(3, 0, 12, 6, 0);
      FloatColumn doubled = (FloatColumn) given.output("doubled");
      assertThat(doubled.valueEnd(2) - doubled.valueStart(2)).isEqualTo(3);
      assertThat(doubled.value(doubled.valueStart(2))).isEqualTo(6);
      assertThat(doubled.valueEnd(1) - doubled.valueStart(1)).isZero();
    }
  }

  @Test
  void listsOfAnyLengthGoInTogetherAsValuesAndRowSplits() throws Exception {
    SmallModels.segments(directory);
    Layout layout =
        Layout.of(
            new Layout.Field("x", ValueType.FLOAT), new Layout.Field("tags", ValueType.STRING));
    FloatColumn x = lists(new double[] {1, 2, 3, 4, 5, 6}, 0, 2, 2, 5, 6);
    BytesColumn tags =
        new BytesColumn(
            "onetwofour".getBytes(StandardCharsets.US_ASCII),
            new int[] {0, 3, 6, 10},
            new int[] {0, 0, 2, 3, 3},
            Validity.of(4, new long[] {0b0110}));
    try (SavedModel model = SavedModel.load(directory, DEFAULTS.withFed(layout))) {
      ColumnBatch rows = batch(layout, List.of(x, tags));
      assertThat(model.predict(rows).floats("sum")).containsExactly(3, 0, 12, 6);
      assertThat(model.predict(rows).floats("letters")).containsExactly(0, 6, 4, 0);

      ColumnBatch some = rows.select(new int[] {3, 1, 2}, 3);
      assertThat(model.predict(some).floats("sum")).containsExactly(6, 0, 12);
      assertThat(model.predict(some).floats("letters")).containsExactly(0, 6, 4);

      ColumnBatch notANumber =
          batch(layout, List.of(lists(new double[] {1, 2, 3, Double.NaN}, 0, 2, 2, 4, 4), tags));
      assertThatThrownBy(() -> model.predict(notANumber))
          .isInstanceOf(UnfitInputException.class)
          .extracting(e -> ((UnfitInputException) e).row())
          .isEqualTo(2);

      // One value or none a row is a list too, and integers are numbers and texts.
      IntColumn single =
          new IntColumn(new long[] {-7, 0, 12}, null, Validity.of(3, new long[] {5}));
      ColumnBatch singles =
          batch(
              Layout.of(
                  new Layout.Field("x", ValueType.INT), new Layout.Field("tags", ValueType.INT)),
              List.of(single, single));
      assertThat(model.predict(singles).floats("sum")).containsExactly(-7, 0, 12);
      assertThat(model.predict(singles).floats("letters")).containsExactly(2, 0, 2);
    }
    Layout others = Layout.of(new Layout.Field("tags", ValueType.FLOAT));
    assertThatThrownBy(() -> SavedModel.load(directory, DEFAULTS.withFed(others)))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("input tags/values: fed FLOAT (expected: a column for STRING)")
        .hasMessageContaining("input x/values: fed no column (expected: a column for FLOAT32)");
  }

  @Test
  void listsOfListsGoInAndComeOut() throws Exception {
    SmallModels.matrices(directory);
    IntColumn inner =
        new IntColumn(
            new long[] {1, 2, 3, 4, 5, 6, 7, 8}, new int[] {0, 2, 4, 6, 8}, Validity.allPresent(4));
    ListColumn nested = new ListColumn(new int[] {0, 2, 4}, Validity.allPresent(2), inner);
    IntColumn flat =
        new IntColumn(
            new long[] {1, 2, 3, 4, 5, 6, 7, 8}, new int[] {0, 4, 8}, Validity.allPresent(2));
    try (SavedModel model = SavedModel.load(directory)) {
      for (Column column : List.of(nested, flat)) {
        Predictions given = model.predict(batch("m", column));
        ListColumn transposed = (ListColumn) given.output("transposed");
        assertThat(transposed.rows()).isEqualTo(2);
        IntColumn lines = (IntColumn) transposed.elements();
        assertThat(lines.rows()).isEqualTo(4);
        assertThat(lines.values()).containsExactly(1, 3, 2, 4, 5, 7, 6, 8);
        assertThat(((IntColumn) given.output("sums")).values()).containsExactly(3, 7, 11, 15);
      }
      Predictions one = model.predict(batch("m", nested.select(new int[] {1}, 1)));
      Predictions joined =
          Predictions.concat(model.outputs(), List.of(one, model.predict(batch("m", nested))));
      ListColumn transposed = (ListColumn) joined.output("transposed");
      assertThat(((IntColumn) transposed.elements()).values())
          .containsExactly(5, 7, 6, 8, 1, 3, 2, 4, 5, 7, 6, 8);
    }
  }

  @Test
  void theRarerTypes() throws Exception {
    SmallModels.rareTypes(directory);
    Layout layout =
        Layout.of(
            new Layout.Field("f16", ValueType.FLOAT),
            new Layout.Field("b16", ValueType.FLOAT),
            new Layout.Field("u8", ValueType.INT),
            new Layout.Field("u16", ValueType.INT),
            new Layout.Field("flag", ValueType.INT));
    List<Column> columns =
        List.of(
            FloatColumn.of(0.5, -2048),
            FloatColumn.of(1.5, -3),
            ints(0, 255),
            ints(65_535, 256),
            ints(1, 0));
    try (SavedModel model = SavedModel.load(directory)) {
      Predictions given = model.predict(batch(layout, columns));
      assertThat(given.floats("f16_out")).containsExactly(0.5, -2048);
      assertThat(given.floats("b16_out")).containsExactly(1.5, -3);
      assertThat(given.floats("u8_out")).containsExactly(0, 255);
      assertThat(given.floats("u16_out")).containsExactly(65_535, 256);
      assertThat(given.floats("not_flag")).containsExactly(0, 1);

      List<Column> tooLarge = new ArrayList<>(columns);
      tooLarge.set(2, ints(0, 256));
      assertThatThrownBy(() -> model.predict(batch(layout, tooLarge)))
          .hasMessage("column u8: 256 (expected: 0..255)");
      tooLarge.set(2, ints(0, 1));
      tooLarge.set(4, ints(2, 0));
      assertThatThrownBy(() -> model.predict(batch(layout, tooLarge)))
          .hasMessage("column flag: 2 (expected: 0..1)");
    }
  }

  @Test
  void aScalarInputTakesItsValueFromTheOptions() throws Exception {
    SmallModels.scalarInput(directory);
    assertThatThrownBy(() -> SavedModel.load(directory))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("input factor: shape [] (expected: a row dimension, or a value");
    try (SavedModel model = SavedModel.load(directory, DEFAULTS.withValue("factor", "2.5"))) {
      assertThat(model.predict(SmallModels.floats("x", 2, 4)).floats("y")).containsExactly(5, 10);
    }
    assertThatThrownBy(() -> SavedModel.load(directory, DEFAULTS.withValue("factor", "much")))
        .hasMessageContaining("value of factor: much (expected: FLOAT32)");
  }

  @Test
  void aSignatureThatFixesTheRowsIsCalledSoOften() throws Exception {
    SmallModels.fixedRows(directory, 2);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.predict(SmallModels.floats("x", 1, 2, 3, 4, 5)).floats("y"))
          .containsExactly(2, 4, 6, 8, 10);
      assertThat(model.predict(SmallModels.floats("x", 7)).floats("y")).containsExactly(14);
    }
  }

  @Test
  void anInputOfOpenRankTakesWhatTheColumnHas() throws Exception {
    SmallModels.scaling(directory, 2);
    SmallModels.addSignature(
        directory,
        ModelSignature.DEFAULT,
        signature -> {
          var open = signature.getInputsOrThrow("x").toBuilder();
          open.getTensorShapeBuilder().clear().setUnknownRank(true);
          signature.putInputs("x", open.build());
        });
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.signature().inputs().get(0).shape()).isEqualTo("[...]");
      assertThat(model.predict(SmallModels.floats("x", 1, 4)).floats("y")).containsExactly(2, 8);
    }
  }

  @Test
  void serializedExamplesAreMadeFromTheColumnsThatTheModelParses() throws Exception {
    SmallModels.examples(directory);
    Layout layout =
        Layout.of(
            new Layout.Field("n", ValueType.INT),
            new Layout.Field("unknown", ValueType.STRING),
            new Layout.Field("word", ValueType.STRING),
            new Layout.Field("x", ValueType.INT));
    IntColumn pairs =
        new IntColumn(new long[] {1, 2, 3, 4}, new int[] {0, 2, 4}, Validity.allPresent(2));
    IntColumn n = new IntColumn(new long[] {7, 0}, null, Validity.of(2, new long[] {1}));
    ColumnBatch rows =
        batch(layout, List.of(n, BytesColumn.of("a", "b"), BytesColumn.of(null, "zwei"), pairs));
    try (SavedModel model = SavedModel.load(directory, DEFAULTS.withFed(layout))) {
      Predictions given = model.predict(rows);
      assertThat(given.floats("sum")).containsExactly(3, 7);
      assertThat(((IntColumn) given.output("n")).values()).containsExactly(7, -1);
      assertThat(((BytesColumn) given.output("word")).string(0)).isEmpty();
      assertThat(((BytesColumn) given.output("word")).string(1)).isEqualTo("zwei");
    }
    assertThatThrownBy(
            () ->
                SavedModel.load(
                    directory, DEFAULTS.withFed(Layout.of(new Layout.Field("n", ValueType.FLOAT)))))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("feature x: fed no column (expected: FLOAT)")
        .hasMessageContaining("feature n: fed FLOAT (expected: INT)");
  }

  @Test
  void serializedExamplesMayBeAColumnOfTheirOwn() throws Exception {
    SmallModels.examples(directory);
    ColumnBatch pairs =
        batch("x", new FloatColumn(new double[] {1, 2}, new int[] {0, 2}, Validity.allPresent(1)));
    BytesColumn serialized = new ExampleEncoder(pairs.layout().fields()).encode(pairs);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.predict(batch("examples", serialized)).floats("sum")).containsExactly(3);
      assertThatThrownBy(
              () -> model.predict(SmallModels.strings("examples", "no example, and no message")))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("Could not parse example");
    }
  }

  @Test
  void aCounterCountsTheProbeToo() throws Exception {
    SmallModels.counter(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.predict(SmallModels.floats("x", 0, 0)).floats("calls"))
          .containsExactly(3, 3);
      assertThat(model.predict(SmallModels.floats("x", 0)).floats("calls")).containsExactly(4);
    }
  }

  @Test
  void theOutputsThatAreWanted() throws Exception {
    SmallModels.ragged(directory);
    Layout sum = Layout.of(new Layout.Field("sum", ValueType.FLOAT));
    try (SavedModel model = SavedModel.load(directory, DEFAULTS.withOutputs(sum))) {
      assertThat(model.outputs()).isEqualTo(sum);
      assertThat(model.predict(batch("x", lists(new double[] {1, 2}, 0, 2))).layout())
          .isEqualTo(sum);
    }
    Layout wrong = Layout.of(new Layout.Field("sum", ValueType.STRING));
    assertThatThrownBy(() -> SavedModel.load(directory, DEFAULTS.withOutputs(wrong)))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage("output sum: FLOAT32 (expected: STRING; the model gives [doubled, sum])");
  }

  @Test
  void theOnlySignatureNeedsNoName() throws Exception {
    SmallModels.scaling(directory, 3);
    SmallModels.addSignature(directory, "only", signature -> {});
    SmallModels.edit(directory, graph -> graph.removeSignatureDef(ModelSignature.DEFAULT));
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.signature().name()).isEqualTo("only");
    }
  }

  private static IntColumn ints(long... values) {
    return new IntColumn(values, null, Validity.allPresent(values.length));
  }

  private static FloatColumn lists(double[] values, int... offsets) {
    return new FloatColumn(values, offsets, Validity.allPresent(offsets.length - 1));
  }

  private static ColumnBatch batch(String name, Column column) {
    return batch(Layout.of(new Layout.Field(name, column.type())), List.of(column));
  }

  private static ColumnBatch batch(Layout layout, List<Column> columns) {
    int rows = columns.get(0).rows();
    return new ColumnBatch(
        layout,
        columns,
        new long[rows],
        null,
        new SourcePositions("test", new int[rows], new long[rows]),
        null);
  }
}
