package io.millrace.models.training.features;

import io.millrace.models.inference.tensors.InputNames;
import io.millrace.models.inference.tensors.InputTensors;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.TensorType;
import io.millrace.models.training.features.EncodedLayout.BagSlot;
import io.millrace.models.training.features.EncodedLayout.IdSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Collects what the features' encoders add to a graph: inputs from outside, one a column and type,
 * however many encoders ask for it; numbers, of about 0..1 or of mean 0 and deviation 1; ids, and
 * bags of ids, each below its slot's size.
 */
public final class EncoderGraph {
  private final Ops tf;
  private final Map<String, Input<?>> inputs = new LinkedHashMap<>();
  private final List<Operand<TFloat32>> numbers = new ArrayList<>();
  private final List<Operand<TInt32>> ids = new ArrayList<>();
  private final List<IdSlot> slots = new ArrayList<>();
  private final List<EncodedInputs.Bag> bags = new ArrayList<>();
  private final List<BagSlot> bagSlots = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();

  private record Input<T extends TType>(TensorSpec spec, Placeholder<T> tensor, Class<T> type) {}

  /** A column of lists: row r has the values splits[r] to splits[r + 1] (out). */
  public record Lists<T extends TType>(Operand<T> values, Operand<TInt32> splits) {}

  public EncoderGraph(Ops tf) {
    this.tf = tf;
  }

  public Ops tf() {
    return tf;
  }

  /** A column's numbers, of shape [rows]; NaN where one is missing. */
  public Operand<TFloat32> number(String column) {
    return input(column, "number", TensorType.FLOAT32, TFloat32.class);
  }

  /** A column's text, or integers as decimals, of shape [rows]; empty where missing. */
  public Operand<TString> text(String column) {
    return input(column, "text", TensorType.STRING, TString.class);
  }

  /** A column's numbers in double precision, of shape [rows]; NaN where one is missing. */
  public Operand<TFloat64> precise(String column) {
    return input(column, "precise", TensorType.FLOAT64, TFloat64.class);
  }

  /** The rows' event times in milliseconds since the epoch, of shape [rows]. */
  public Operand<TInt64> eventTime() {
    return input(InputTensors.EVENT_TIME, "", TensorType.INT64, TInt64.class);
  }

  /** The numbers of a column's lists. */
  public Lists<TFloat32> numberLists(String column) {
    return lists(column, "number", TensorType.FLOAT32, TFloat32.class);
  }

  /** The strings, or integers as decimals, of a column's lists. */
  public Lists<TString> textLists(String column) {
    return lists(column, "text", TensorType.STRING, TString.class);
  }

  private <T extends TType> Lists<T> lists(
      String column, String use, TensorType type, Class<T> tensor) {
    Operand<T> values = input(InputNames.values(column), use, type, tensor);
    Operand<TInt64> splits =
        input(InputNames.rowSplits(column), "", TensorType.INT64, TInt64.class);
    return new Lists<>(values, tf.dtypes.cast(splits, TInt32.class));
  }

  /** The input of that name, or, where that is of another type, the one of {@code name/use}. */
  private <T extends TType> Operand<T> input(
      String name, String use, TensorType type, Class<T> tensor) {
    Input<?> known = inputs.get(name);
    if (known != null && known.type() != tensor) {
      return input(InputNames.as(name, use), use, type, tensor);
    }
    if (known == null) {
      Placeholder<T> made =
          tf.withName("input_" + inputs.size())
              .placeholder(tensor, Placeholder.shape(Shape.of(-1)));
      TensorSpec spec = new TensorSpec(name, made.op().name() + ":0", type, List.of(-1L));
      inputs.put(name, new Input<>(spec, made, tensor));
      return made;
    }
    @SuppressWarnings("unchecked")
    Operand<T> operand = (Operand<T>) known.tensor();
    return operand;
  }

  /** Adds a number a row, of shape [rows]. */
  public void addNumber(Operand<TFloat32> number) {
    numbers.add(number);
  }

  /** Adds an id a row, of shape [rows]. */
  public void addId(IdSlot slot, Operand<TInt32> id) {
    slots.add(slot);
    ids.add(id);
  }

  /** Adds a list of ids a row. */
  public void addBag(BagSlot slot, EncodedInputs.Bag bag) {
    bagSlots.add(slot);
    bags.add(bag);
  }

  /** An operation to run once, after loading and before the first call. */
  public void addInitializer(Op initializer) {
    initializers.add(initializer);
  }

  /** What has to be fed, in the order it was asked for. */
  public List<TensorSpec> inputs() {
    return inputs.values().stream().<TensorSpec>map(Input::spec).toList();
  }

  public List<Op> initializers() {
    return List.copyOf(initializers);
  }

  public EncodedLayout layout() {
    return new EncodedLayout(numbers.size(), slots, bagSlots);
  }

  /** Adds what gathers all that was added so far; to be called once, after the last encoder. */
  public EncodedInputs encoded() {
    return new EncodedInputs(
        rowCount(),
        numbers.isEmpty()
            ? tf.constant(new float[0])
            : tf.withName("numbers").stack(numbers, Stack.axis(1L)),
        ids.isEmpty() ? tf.constant(new int[0]) : tf.withName("ids").stack(ids, Stack.axis(1L)),
        bags);
  }

  private Operand<TInt32> rowCount() {
    @Nullable Operand<?> any = null;
    if (!numbers.isEmpty()) {
      any = numbers.get(0);
    } else if (!ids.isEmpty()) {
      any = ids.get(0);
    }
    return any == null ? tf.math.sub(tf.size(bags.get(0).splits()), tf.constant(1)) : tf.size(any);
  }
}
