package io.millrace.pipelines.config;

import io.millrace.pipelines.config.ConfigurationException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Puts settings into a tree of nodes, by the path of their key: {@code training.holdout.share}. An
 * item of a list is found by its {@code name} or its position: {@code
 * features.trip_distance.transform}.
 *
 * <p>A setting then stands on the line of what it replaces, or of what it was put into, and is read
 * and checked like any other.
 */
final class Overrides {
  private final Node root;

  Overrides(Node root) {
    this.root = root;
  }

  /** Puts all of them in and tells what could not be. */
  List<Problem> putAll(Map<String, String> settings) {
    List<Problem> problems = new ArrayList<>();
    settings.forEach(
        (path, text) -> {
          try {
            put(path, text);
          } catch (IllegalArgumentException e) {
            problems.add(new Problem(YamlDocument.line(root), String.valueOf(e.getMessage())));
          }
        });
    return problems;
  }

  private void put(String path, String text) {
    String[] keys = path.split("\\.", -1);
    Node node = root;
    for (int i = 0; i < keys.length - 1; i++) {
      node = child(node, keys[i], path);
    }
    if (!(node instanceof MappingNode mapping)) {
      throw new IllegalArgumentException(path + ": no setting (expected: the path of a key)");
    }
    String key = keys[keys.length - 1];
    NodeTuple replaced = find(mapping, key);
    Node at = replaced == null ? mapping : replaced.getKeyNode();
    NodeTuple put = new NodeTuple(scalar(key, at), value(path, text, at));
    List<NodeTuple> entries = new ArrayList<>(mapping.getValue());
    if (replaced == null) {
      entries.add(put);
    } else {
      entries.set(entries.indexOf(replaced), put);
    }
    mapping.setValue(entries);
  }

  private static Node child(Node node, String key, String path) {
    if (node instanceof SequenceNode list) {
      for (int i = 0; i < list.getValue().size(); i++) {
        Node item = list.getValue().get(i);
        if (key.equals(String.valueOf(i)) || key.equals(name(item))) {
          return item;
        }
      }
      throw new IllegalArgumentException(
          path + ": " + key + " is not in the list (expected: an item's name or position)");
    }
    if (!(node instanceof MappingNode mapping)) {
      throw new IllegalArgumentException(path + ": no setting (expected: the path of a key)");
    }
    NodeTuple entry = find(mapping, key);
    if (entry != null && !YamlDocument.isNull(entry.getValueNode())) {
      return entry.getValueNode();
    }
    Node section =
        new MappingNode(
            Tag.MAP,
            true,
            new ArrayList<>(),
            node.getStartMark(),
            node.getEndMark(),
            DumperOptions.FlowStyle.BLOCK);
    List<NodeTuple> entries = new ArrayList<>(mapping.getValue());
    entries.remove(entry);
    entries.add(new NodeTuple(scalar(key, node), section));
    mapping.setValue(entries);
    return section;
  }

  private static @Nullable NodeTuple find(MappingNode mapping, String key) {
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
        return entry;
      }
    }
    return null;
  }

  private static @Nullable String name(Node item) {
    NodeTuple name = item instanceof MappingNode mapping ? find(mapping, "name") : null;
    return name != null && name.getValueNode() instanceof ScalarNode scalar
        ? scalar.getValue()
        : null;
  }

  private static ScalarNode scalar(String text, Node at) {
    return new ScalarNode(
        Tag.STR, text, at.getStartMark(), at.getEndMark(), DumperOptions.ScalarStyle.PLAIN);
  }

  private static Node value(String path, String text, Node at) {
    Node value;
    try {
      // Behind as many line breaks, so that its lines are those of the file.
      value = YamlDocument.compose("\n".repeat(YamlDocument.line(at) - 1) + text);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(path + ": " + text + " (expected: a value as in YAML)", e);
    }
    if (value == null) {
      throw new IllegalArgumentException(path + ": nothing (expected: a value as in YAML)");
    }
    return value;
  }
}
