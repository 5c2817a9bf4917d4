package io.millrace.pipelines.config;

import io.millrace.pipelines.config.YamlDocument.Key;
import java.nio.file.Path;
import java.util.ArrayList;
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

/**
 * The keys of one mapping of a YAML file, read one by one.
 *
 * <p>Reading never fails: what is missing or wrong is noted as a problem of the document, and a
 * fallback or placeholder is returned. A section that is absent is read like an empty one. Keys
 * that were not asked for are unknown keys.
 */
final class Section {
  private record Entry(int line, Node value) {}

  private final YamlDocument document;
  private final Place place;
  // A mute section was reported as a whole; its keys are not reported as missing.
  private final boolean mute;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private boolean open;

  private Section(YamlDocument document, Place place, boolean mute) {
    this.document = document;
    this.place = place;
    this.mute = mute;
  }

  static Section empty(YamlDocument document, Place place) {
    return new Section(document, place, false);
  }

  static Section mute(YamlDocument document, Place place) {
    return new Section(document, place, true);
  }

  static Section of(YamlDocument document, Place place, MappingNode node) {
    Section section = new Section(document, place, false);
    for (NodeTuple tuple : node.getValue()) {
      section.add(tuple.getKeyNode(), tuple.getValueNode());
    }
    document.register(section);
    return section;
  }

  private void add(Node keyNode, Node value) {
    int line = YamlDocument.line(keyNode);
    if (!(keyNode instanceof ScalarNode scalar)) {
      document.problem(new Place(place.path(), place.pattern(), line), "a key", "a name as key");
      return;
    }
    Entry first = entries.putIfAbsent(scalar.getValue(), new Entry(line, value));
    if (first != null) {
      document.problem(
          place.key(scalar.getValue(), line),
          "a second time",
          "once; it is on line " + first.line());
    }
  }

  /** The value of a key that must be there. */
  <T> T required(String key, Kind<T> kind) {
    T value = requiredOrNull(key, kind);
    return value == null ? kind.placeholder() : value;
  }

  /** The value of a key that must be there, or null after noting a problem. */
  <T> @Nullable T requiredOrNull(String key, Kind<T> kind) {
    learn(key, kind.noun(), "required");
    Entry entry = entry(key);
    if (entry == null) {
      missing(key, kind.noun());
      return null;
    }
    return document.scalar(place.key(key, entry.line()), entry.value(), kind);
  }

  /** The value of a key, or the fallback when it is absent. */
  <T> T optional(String key, Kind<T> kind, T fallback) {
    learn(key, kind.noun(), Kind.written(fallback));
    T value = present(key, kind);
    return value == null ? fallback : value;
  }

  /** The value of a key, or null when it is absent. */
  <T> @Nullable T orNull(String key, Kind<T> kind) {
    learn(key, kind.noun(), null);
    return present(key, kind);
  }

  private <T> @Nullable T present(String key, Kind<T> kind) {
    Entry entry = entry(key);
    return entry == null
        ? null
        : document.scalar(place.key(key, entry.line()), entry.value(), kind);
  }

  /** The items of a list, or the fallback when the key is absent. */
  <T> List<T> list(String key, Kind<T> kind, List<T> fallback) {
    List<T> values =
        listOrNull(key, kind, fallback.stream().map(Kind::written).toList().toString());
    return values == null ? fallback : values;
  }

  /** The items of a list, or null when the key is absent. */
  <T> @Nullable List<T> listOrNull(String key, Kind<T> kind) {
    return listOrNull(key, kind, null);
  }

  private <T> @Nullable List<T> listOrNull(String key, Kind<T> kind, @Nullable String fallback) {
    String noun = "a list, each " + kind.noun();
    learn(key, noun, fallback);
    Entry entry = entry(key);
    if (entry == null) {
      return null;
    }
    Place list = place.key(key, entry.line());
    List<T> values = new ArrayList<>();
    List<Node> items = document.items(list, entry.value(), noun);
    for (int i = 0; items != null && i < items.size(); i++) {
      Node item = items.get(i);
      T value = document.scalar(list.item(i, YamlDocument.line(item)), item, kind);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** The section under a key; an empty one when the key is absent. */
  Section section(String key) {
    known.add(key);
    Entry entry = entry(key);
    if (entry != null) {
      return document.section(place.key(key, entry.line()), entry.value());
    }
    Place child = place.key(key, lineOf(key));
    return mute ? mute(document, child) : empty(document, child);
  }

  /** The section under a key that must be there. */
  Section requiredSection(String key) {
    if (entry(key) != null || mute) {
      return section(key);
    }
    known.add(key);
    missing(key, "keys with values");
    return mute(document, place.key(key, lineOf(key)));
  }

  /** The items of a list of sections, or null when the key is absent. */
  @Nullable List<Section> sections(String key) {
    known.add(key);
    Entry entry = entry(key);
    if (entry == null) {
      return null;
    }
    Place list = place.key(key, entry.line());
    List<Section> sections = new ArrayList<>();
    List<Node> items = document.items(list, entry.value(), "a list of keys with values");
    for (int i = 0; items != null && i < items.size(); i++) {
      Node item = items.get(i);
      sections.add(document.section(list.item(i, YamlDocument.line(item)), item));
    }
    return sections;
  }

  /** Every key of this section with its text: for names that are not ours. */
  Map<String, String> texts() {
    document.learn(place.key("<name>", place.line()), new Key(Kind.TEXT.noun(), null));
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      known.add(named.getKey());
      Entry entry = named.getValue();
      String text =
          document.scalar(place.key(named.getKey(), entry.line()), entry.value(), Kind.TEXT);
      if (text != null) {
        texts.put(named.getKey(), text);
      }
    }
    return texts;
  }

  /** Whether the key is there and has a value. */
  boolean has(String key) {
    return entry(key) != null;
  }

  /** Notes a problem if the key is there, which other settings leave no room for. */
  void refuse(String key, String expectation) {
    known.add(key);
    if (entries.containsKey(key)) {
      problem(key, "given", expectation);
    }
  }

  /** Takes keys as known without reading them, as when the setting that rules them is wrong. */
  void ignore(String... keys) {
    known.addAll(List.of(keys));
  }

  /** Takes every key as known. */
  void ignoreRest() {
    open = true;
  }

  /** Notes a problem that only shows between settings. */
  void problem(String key, String value, String expectation) {
    if (!mute) {
      document.problem(place.key(key, lineOf(key)), value, expectation);
    }
  }

  void missing(String key, String expectation) {
    problem(key, "missing", expectation);
  }

  void reportUnknownKeys() {
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      if (!open && !known.contains(named.getKey())) {
        List<String> near = Spelling.nearest(named.getKey(), known);
        document.problem(
            place.key(named.getKey(), named.getValue().line()),
            "unknown key",
            near.isEmpty() ? "one of " + String.join(", ", known) : String.join(" or ", near));
      }
    }
  }

  /** The directory of the file, where relative paths start. */
  Path directory() {
    return document.directory();
  }

  Kind<Path> path() {
    return Kind.path(document.directory());
  }

  private void learn(String key, String noun, @Nullable String fallback) {
    known.add(key);
    document.learn(place.key(key, place.line()), new Key(noun, fallback));
  }

  private @Nullable Entry entry(String key) {
    Entry entry = entries.get(key);
    return entry == null || YamlDocument.isNull(entry.value()) ? null : entry;
  }

  private int lineOf(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place.line() : entry.line();
  }
}
