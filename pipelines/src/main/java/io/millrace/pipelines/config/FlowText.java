package io.millrace.pipelines.config;

import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Writes nodes on one line, as they could stand in a file. */
final class FlowText {
  private FlowText() {}

  static String of(Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .map(entry -> of(entry.getKeyNode()) + ": " + of(entry.getValueNode()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    ScalarNode scalar = (ScalarNode) node;
    return scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
        ? scalar.getValue()
        : "'" + scalar.getValue().replace("'", "''") + "'";
  }
}
