package io.millrace.models.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.training.features.EncodedLayout.BagSlot;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Expected values by numpy. */
class InputLayerTest {
  private static final EncodedLayout LAYOUT =
      new EncodedLayout(
          2,
          List.of(new IdSlot("a", 3, 0), new IdSlot("b", 2, 2)),
          List.of(
              new BagSlot(new IdSlot("mean", 3, 2), Pooling.MEAN, true),
              new BagSlot(new IdSlot("max", 2, 1), Pooling.MAX, false)));

  private final Map<String, Operand<TFloat32>> tables = new HashMap<>();

  @Test
  void isTheSumAndTheSignalOfItsTables() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      InputLayer layer = layer(tf);
      EncodedInputs rows = rows(tf);
      assertThat(run(graph, layer.linear(rows)))
          .containsExactly(new float[] {0.935f, 1.75f, 0.17f, 2.7f, 0.29f, 1.2f}, within(1e-5f));
      assertThat(run(graph, layer.dense(rows, false)))
          .containsExactly(
              new float[] {
                1, 2, 3, 4, 4, 2, -2,
                3, -1, 1, 2, 0, 0, -7,
                0, 0.5f, 3, 4, 2, 0, 0
              },
              within(1e-5f));
      assertThat(InputLayer.denseWidth(LAYOUT, false)).isEqualTo(7);
    }
  }

  @Test
  void idsWithoutDimensionsAreOneHotOnDemand() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      float[] dense = run(graph, layer(tf).dense(rows(tf), true));
      assertThat(InputLayer.denseWidth(LAYOUT, true)).isEqualTo(10);
      assertThat(dense).hasSize(30);
      assertThat(dense).startsWith(1, 2, 1, 0, 0, 3, 4);
      assertThat(dense).containsSubsequence(3, -1, 0, 0, 1, 1, 2);
    }
  }

  @Test
  void gradientsReachEveryTable() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      InputLayer layer = layer(tf);
      EncodedInputs rows = rows(tf);
      Operand<TFloat32> sum =
          tf.math.add(total(tf, layer.linear(rows)), total(tf, layer.dense(rows, false)));
      // Row 0 has id 0 with weight 1 of 4, and id 2 with 3 of 4; row 2 has id 1 alone.
      assertThat(gradient(graph, sum, InputLayer.bagEmbedding(0)))
          .containsExactly(new float[] {0.25f, 0.25f, 1, 1, 0.75f, 0.75f}, within(1e-6f));
      // The greater of ids 0 and 1 in row 0, and id 1 in row 1.
      assertThat(gradient(graph, sum, InputLayer.bagEmbedding(1))).containsExactly(1, 1);
      assertThat(gradient(graph, sum, InputLayer.embedding(1))).containsExactly(1, 1, 2, 2);
      float[] ids = gradient(graph, sum, InputLayer.LINEAR_IDS);
      float[] each = {1, 1, 1, 1, 2, 0.25f, 1, 0.75f, 0, 2};
      for (int i = 0; i < each.length; i++) {
        assertThat(ids[2 * i]).as("id %s", i).isEqualTo(each[i], within(1e-6f));
        assertThat(ids[2 * i + 1]).as("id %s", i).isEqualTo(each[i], within(1e-6f));
      }
    }
  }

  @Test
  void saysWhichTablesItReads() {
    assertThat(InputLayer.linearTables(LAYOUT, 2))
        .extracting(table -> table.name() + " " + table.shape())
        .containsExactly("linear_numbers [2, 2]", "linear_ids [10, 2]");
    assertThat(InputLayer.denseTables(LAYOUT))
        .extracting(table -> table.name() + " " + table.shape())
        .containsExactly("embedding_1 [2, 2]", "bag_embedding_0 [3, 2]", "bag_embedding_1 [2, 1]");
  }

  private InputLayer layer(Ops tf) {
    float[] ids = new float[20];
    for (int i = 0; i < 10; i++) {
      ids[2 * i] = 0.01f * (i + 1);
      ids[2 * i + 1] = 0.1f * (i + 1);
    }
    table(tf, InputLayer.LINEAR_NUMBERS, 2, 0.1f, 0.2f, 0.3f, -0.4f);
    table(tf, InputLayer.LINEAR_IDS, 2, ids);
    table(tf, InputLayer.embedding(1), 2, 1, 2, 3, 4);
    table(tf, InputLayer.bagEmbedding(0), 2, 1, -1, 2, 0, 5, 3);
    table(tf, InputLayer.bagEmbedding(1), 1, -2, -7);
    return new InputLayer(
        tf,
        LAYOUT,
        new InputLayer.Tables() {
          @Override
          public Operand<TFloat32> all(String table) {
            return Objects.requireNonNull(tables.get(table));
          }

          @Override
          public Operand<TFloat32> rows(String table, Operand<TInt32> rows) {
            return tf.gather(all(table), rows, tf.constant(0));
          }
        });
  }

  private void table(Ops tf, String name, int columns, float... values) {
    try (TFloat32 tensor =
        TFloat32.tensorOf(
            Shape.of(values.length / columns, columns), DataBuffers.of(values, true, false))) {
      tables.put(name, tf.constantOf(tensor));
    }
  }

  private static EncodedInputs rows(Ops tf) {
    return new EncodedInputs(
        tf.constant(3),
        tf.constant(new float[][] {{1, 2}, {3, -1}, {0, 0.5f}}),
        tf.constant(new int[][] {{0, 1}, {2, 0}, {1, 1}}),
        List.of(
            new EncodedInputs.Bag(
                tf.constant(new int[] {0, 2, 2, 3}),
                tf.constant(new int[] {0, 2, 1}),
                tf.constant(new float[] {1, 3, 2})),
            new EncodedInputs.Bag(
                tf.constant(new int[] {0, 2, 3, 3}), tf.constant(new int[] {0, 1, 1}), null)));
  }

  private static Operand<TFloat32> total(Ops tf, Operand<TFloat32> values) {
    return tf.sum(values, tf.constant(new int[] {0, 1}));
  }

  private float[] gradient(Graph graph, Operand<TFloat32> of, String table) {
    Output<?> value = Objects.requireNonNull(tables.get(table)).asOutput();
    return run(graph, graph.addGradients(of.asOutput(), new Output<?>[] {value})[0]);
  }

  private static float[] run(Graph graph, Operand<?> fetched) {
    try (Session session = new Session(graph);
        Result result = session.runner().fetch(fetched).run()) {
      float[] values = new float[Math.toIntExact(result.get(0).shape().size())];
      result.get(0).asRawTensor().data().asFloats().read(values);
      return values;
    }
  }
}
