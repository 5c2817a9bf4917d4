package io.millrace.models.inference;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleEncoder;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePositions;
import io.millrace.models.data.Validity;
import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/**
 * The features that a model parses out of serialized {@code tf.Example}s, as its parsing node says
 * ({@code ParseExample} or {@code ParseExampleV2}): so only those are encoded, each in the list
 * type that the node wants.
 *
 * @param features the features in the order of their names; null when the node's keys are not
 *     constants, and then every column is encoded
 */
record ExampleFeatures(@Nullable List<Feature> features) {

  /**
   * A feature that the model parses.
   *
   * @param values how many values a dense feature has a row; 0 for a sparse or ragged one
   * @param required whether a row without it fails: a dense feature without a default
   */
  record Feature(String name, ValueType type, int values, boolean required) {}

  /** The features of a model's parsing node; null when it has none. */
  static @Nullable ExampleFeatures of(SavedModelFile model) {
    var graph = model.serving().getGraphDef();
    ExampleFeatures found = in(graph.getNodeList());
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      found = found != null ? found : in(function.getNodeDefList());
    }
    return found;
  }

  private static @Nullable ExampleFeatures in(List<NodeDef> nodes) {
    for (NodeDef node : nodes) {
      if (isParser(node)) {
        Map<String, NodeDef> byName = new HashMap<>();
        nodes.forEach(each -> byName.put(each.getName(), each));
        return new ExampleParserNode(node, byName).features();
      }
    }
    return null;
  }

  private static boolean isParser(NodeDef node) {
    return node.getOp().equals("ParseExample") || node.getOp().equals("ParseExampleV2");
  }

  /** The columns to encode, of a batch with this layout. */
  List<Layout.Field> of(Layout layout) {
    if (features == null) {
      return layout.fields();
    }
    List<Layout.Field> fields = new ArrayList<>();
    for (Feature feature : features) {
      if (layout.indexOf(feature.name()) >= 0) {
        fields.add(new Layout.Field(feature.name(), feature.type()));
      }
    }
    return fields;
  }

  /** Examples that hold zeros and empty strings for the dense features, and nothing else. */
  BytesColumn zeros(int rows) {
    List<Layout.Field> fields = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (Feature feature : features == null ? List.<Feature>of() : features) {
      if (feature.values() > 0) {
        fields.add(new Layout.Field(feature.name(), feature.type()));
        columns.add(zeros(feature, rows));
      }
    }
    SourcePositions positions = new SourcePositions("probe", new int[rows], new long[rows]);
    Layout layout = new Layout(fields);
    return new ExampleEncoder(fields)
        .encode(new ColumnBatch(layout, columns, new long[rows], null, positions, null));
  }

  private static Column zeros(Feature feature, int rows) {
    int[] offsets = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      offsets[row + 1] = offsets[row] + feature.values();
    }
    Validity validity = Validity.allPresent(rows);
    int values = offsets[rows];
    return switch (feature.type()) {
      case INT -> new IntColumn(new long[values], offsets, validity);
      case FLOAT -> new FloatColumn(new double[values], offsets, validity);
      case STRING, STRUCT -> new BytesColumn(new byte[0], new int[values + 1], offsets, validity);
    };
  }
}
