package io.millrace.models.training;

import io.millrace.models.training.features.InputLayer;
import io.millrace.models.training.network.WeightSpec;
import io.millrace.models.training.optimizers.Gradient;
import io.millrace.models.training.optimizers.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unique;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A network's weights as variables of a training graph, with their gradients. Of large tables only
 * the rows of a batch's ids are read, and have gradients: a gather from a resource has none in
 * itself, so they are taken along what it gave, and summed by id.
 */
final class LearntWeights implements InputLayer.Tables {
  private final Ops tf;
  private final Map<String, Weight> weights = new LinkedHashMap<>();
  private final List<Lookup> lookups = new ArrayList<>();

  private record Weight(
      WeightSpec spec, Variable variable, Operand<TFloat32> value, boolean sparse) {}

  /** Rows that were read of a large table. */
  private record Lookup(Weight weight, Operand<TInt32> ids, Operand<TFloat32> rows) {}

  /**
   * @param sparseAbove tables of more weights than this have gradients of single rows
   */
  LearntWeights(Ops tf, List<WeightSpec> specs, long sparseAbove) {
    this.tf = tf;
    for (WeightSpec spec : specs) {
      VarHandleOp handle =
          tf.varHandleOp(TFloat32.class, spec.shape(), VarHandleOp.sharedName(spec.name()));
      weights.put(
          spec.name(),
          new Weight(
              spec,
              new Variable(spec.name(), spec.shape(), handle),
              tf.readVariableOp(handle, TFloat32.class),
              spec.lookedUp() && spec.shape().size() > sparseAbove));
    }
  }

  List<Variable> variables() {
    return weights.values().stream().map(Weight::variable).toList();
  }

  private Weight weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  @Override
  public Operand<TFloat32> all(String table) {
    return weight(table).value();
  }

  @Override
  public Operand<TFloat32> rows(String table, Operand<TInt32> ids) {
    Weight weight = weight(table);
    if (!weight.sparse()) {
      return tf.gather(weight.value(), ids, tf.constant(0));
    }
    Operand<TFloat32> rows =
        tf.identity(tf.resourceGather(weight.variable().handle(), ids, TFloat32.class));
    lookups.add(new Lookup(weight, ids, rows));
    return rows;
  }

  /** The same weights for what has no gradient. */
  InputLayer.Tables withoutGradients() {
    return new InputLayer.Tables() {
      @Override
      public Operand<TFloat32> all(String table) {
        return LearntWeights.this.all(table);
      }

      @Override
      public Operand<TFloat32> rows(String table, Operand<TInt32> ids) {
        Weight weight = weight(table);
        return weight.sparse()
            ? tf.resourceGather(weight.variable().handle(), ids, TFloat32.class)
            : LearntWeights.this.rows(table, ids);
      }
    };
  }

  /**
   * The gradients of {@code loss} + l2/2 · Σ w², over all weights that are penalised and of large
   * tables over the rows that a batch has.
   */
  List<Gradient> gradients(Graph graph, Operand<TFloat32> loss, double l2) {
    Operand<TFloat32> made = loss;
    List<Weight> dense = new ArrayList<>();
    List<Output<?>> along = new ArrayList<>();
    for (Weight weight : weights.values()) {
      if (!weight.sparse()) {
        dense.add(weight);
        along.add(weight.value().asOutput());
        if (weight.spec().penalised() && l2 > 0) {
          Operand<TFloat32> half = tf.nn.l2Loss(weight.value());
          made = tf.math.add(made, tf.math.mul(tf.constant((float) l2), half));
        }
      }
    }
    for (Lookup lookup : lookups) {
      along.add(lookup.rows().asOutput());
    }
    Output<?>[] slopes = graph.addGradients(made.asOutput(), along.toArray(Output<?>[]::new));
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < dense.size(); i++) {
      gradients.add(new Gradient(dense.get(i).variable(), floats(slopes[i]), null));
    }
    for (Weight weight : weights.values()) {
      if (weight.sparse()) {
        gradients.add(ofRows(weight, slopes, dense.size(), l2));
      }
    }
    return gradients;
  }

  /** The gradient of the rows that were looked up, each once however often it was. */
  private Gradient ofRows(Weight weight, Output<?>[] slopes, int first, double l2) {
    int width = Math.toIntExact(weight.spec().shape().get(1));
    List<Operand<TInt32>> ids = new ArrayList<>();
    List<Operand<TFloat32>> values = new ArrayList<>();
    for (int i = 0; i < lookups.size(); i++) {
      if (lookups.get(i).weight().equals(weight)) {
        ids.add(tf.reshape(lookups.get(i).ids(), tf.constant(new int[] {-1})));
        values.add(tf.reshape(floats(slopes[first + i]), tf.constant(new int[] {-1, width})));
      }
    }
    Unique<TInt32, TInt32> unique = tf.unique(joined(ids), tf.constant(new int[] {0}));
    Operand<TFloat32> sum =
        tf.math.unsortedSegmentSum(joined(values), unique.idx(), tf.size(unique.y()));
    if (weight.spec().penalised() && l2 > 0) {
      Operand<TFloat32> rows =
          tf.resourceGather(weight.variable().handle(), unique.y(), TFloat32.class);
      sum = tf.math.add(sum, tf.math.mul(tf.constant((float) l2), rows));
    }
    return new Gradient(weight.variable(), sum, unique.y());
  }

  private <T extends org.tensorflow.types.family.TType> Operand<T> joined(List<Operand<T>> parts) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(0));
  }

  private static Operand<TFloat32> floats(Output<?> output) {
    return output.expect(TFloat32.class);
  }
}
