package io.millrace.models.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.ExampleFeatures.Feature;
import io.millrace.models.inference.tensors.TensorType;
import io.millrace.models.inference.tensors.TensorValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * A node of a graph that parses {@code tf.Example}s, and the nodes beside it, of which it reads
 * constants.
 */
record ExampleParserNode(NodeDef node, Map<String, NodeDef> byName) {

  ExampleFeatures features() {
    List<Feature> features = new ArrayList<>();
    boolean known =
        node.getOp().equals("ParseExampleV2") ? readVersion2(features) : readVersion1(features);
    features.sort(Comparator.comparing(Feature::name));
    return new ExampleFeatures(known ? List.copyOf(features) : null);
  }

  /** Inputs: serialized, names, Nsparse keys, Ndense keys, Ndense defaults. */
  private boolean readVersion1(List<Feature> features) {
    List<DataType> sparse = node.getAttrOrThrow("sparse_types").getList().getTypeList();
    List<DataType> dense = node.getAttrOrThrow("Tdense").getList().getTypeList();
    boolean known = true;
    for (int i = 0; i < sparse.size(); i++) {
      known &= addAll(features, keys(2 + i), sparse.subList(i, i + 1));
    }
    for (int i = 0; i < dense.size(); i++) {
      List<String> key = keys(2 + sparse.size() + i);
      int defaults = 2 + sparse.size() + dense.size() + i;
      known &= key != null && key.size() == 1;
      if (known && key != null) {
        features.add(dense(key.get(0), dense.get(i), i, defaults));
      }
    }
    return known;
  }

  /** Inputs: serialized, names, sparse keys, dense keys, ragged keys, Tdense defaults. */
  private boolean readVersion2(List<Feature> features) {
    List<DataType> sparse = node.getAttrOrThrow("sparse_types").getList().getTypeList();
    List<DataType> dense = node.getAttrOrThrow("Tdense").getList().getTypeList();
    List<DataType> ragged = node.getAttrOrThrow("ragged_value_types").getList().getTypeList();
    boolean known = addAll(features, keys(2), sparse) && addAll(features, keys(4), ragged);
    List<String> keys = keys(3);
    known &= keys != null && keys.size() == dense.size();
    for (int i = 0; known && keys != null && i < keys.size(); i++) {
      features.add(dense(keys.get(i), dense.get(i), i, 5 + i));
    }
    return known;
  }

  private static boolean addAll(
      List<Feature> features, @Nullable List<String> keys, List<DataType> types) {
    if (keys == null || keys.size() != types.size()) {
      return types.isEmpty();
    }
    for (int i = 0; i < keys.size(); i++) {
      features.add(new Feature(keys.get(i), type(types.get(i)), 0, false));
    }
    return true;
  }

  private Feature dense(String key, DataType type, int index, int defaults) {
    long values = 1;
    for (var dimension :
        node.getAttrOrThrow("dense_shapes").getList().getShape(index).getDimList()) {
      values *= dimension.getSize();
    }
    TensorProto given = constant(defaults);
    boolean required = values > 0 && given != null && isEmpty(given);
    return new Feature(key, type(type), (int) Math.max(0, values), required);
  }

  /** A dense feature without a default has a default without elements. */
  private static boolean isEmpty(TensorProto tensor) {
    return tensor.getTensorShape().getDimList().stream().anyMatch(d -> d.getSize() == 0);
  }

  private static ValueType type(DataType type) {
    TensorType known = TensorType.of(type);
    return known == null ? ValueType.STRING : known.column();
  }

  private @Nullable List<String> keys(int input) {
    TensorProto tensor = constant(input);
    if (tensor == null) {
      return null;
    }
    BytesColumn strings = TensorValue.of(tensor).strings();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < strings.rows(); i++) {
      keys.add(strings.string(i));
    }
    return keys;
  }

  private @Nullable TensorProto constant(int input) {
    if (input >= node.getInputCount()) {
      return null;
    }
    // "name", "name:0" in a graph and "name:output:0" in a function.
    String name = node.getInput(input).split(":", 2)[0];
    NodeDef constant = byName.get(name);
    return constant != null && constant.getOp().equals("Const")
        ? constant.getAttrOrThrow("value").getTensor()
        : null;
  }
}
