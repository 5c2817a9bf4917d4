package io.millrace.pipelines.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys that one mapping has, and those that its reader knows. */
final class Keys {
  /** What stands under a key; the line is the key's. */
  record Entry(Place place, Node value) {}

  private final YamlDocument document;
  private final Place place;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private boolean everyKeyKnown;

  /**
   * @param mapping null for one that is absent
   */
  Keys(YamlDocument document, Place place, @Nullable MappingNode mapping) {
    this.document = document;
    this.place = place;
    if (mapping != null) {
      mapping.getValue().forEach(this::add);
    }
  }

  private void add(NodeTuple tuple) {
    int line = YamlDocument.line(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
      Place here = new Place(place.path(), place.pattern(), line);
      document.problem(here, "a list or keys as a key", "a name");
      return;
    }
    Entry entry = new Entry(place.key(scalar.getValue(), line), tuple.getValueNode());
    Entry first = entries.putIfAbsent(scalar.getValue(), entry);
    if (first != null) {
      document.problem(
          entry.place(), "a second time", "once; it is on line " + first.place().line());
    }
  }

  /** What stands under a key, or null when there is nothing. The key is known from now on. */
  @Nullable Entry find(String key) {
    known.add(key);
    Entry entry = entries.get(key);
    return entry == null || YamlDocument.isNull(entry.value()) ? null : entry;
  }

  /** Every key there is, with or without something under it. */
  Map<String, Entry> all() {
    return entries;
  }

  /** Where the key stands, or where its section stands when it is not there. */
  Place place(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place.key(key, place.line()) : entry.place();
  }

  /** Where the key stands, which is one of names that are not ours: {@code what} they are. */
  Place named(String key, String what) {
    Place at = place(key);
    return new Place(at.path(), place.key(what, at.line()).pattern(), at.line());
  }

  void know(List<String> keys) {
    known.addAll(keys);
  }

  void knowEveryKey() {
    everyKeyKnown = true;
  }

  void reportUnknown() {
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      if (!everyKeyKnown && !known.contains(named.getKey())) {
        List<String> near = Spelling.nearest(named.getKey(), known);
        document.problem(
            named.getValue().place(),
            "unknown key",
            near.isEmpty() ? "one of " + String.join(", ", known) : String.join(" or ", near));
      }
    }
  }
}
