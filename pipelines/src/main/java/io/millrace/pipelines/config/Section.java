package io.millrace.pipelines.config;

import io.millrace.pipelines.config.Keys.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One mapping of a YAML file, read key by key.
 *
 * <p>Reading never fails: what is missing or wrong is noted as a problem of the document, and a
 * fallback or placeholder is returned. A section that is absent is read like an empty one. Keys
 * that were not asked for are unknown keys.
 */
final class Section {
  private final YamlDocument document;
  private final Keys keys;
  // A mute section was reported as a whole; what it lacks is not reported again.
  private final boolean mute;

  private Section(YamlDocument document, Place place, @Nullable MappingNode mapping, boolean mute) {
    this.document = document;
    this.keys = new Keys(document, place, mapping);
    this.mute = mute;
  }

  static Section empty(YamlDocument document, Place place) {
    return new Section(document, place, null, false);
  }

  static Section mute(YamlDocument document, Place place) {
    return new Section(document, place, null, true);
  }

  static Section of(YamlDocument document, Place place, MappingNode mapping) {
    return new Section(document, place, mapping, false);
  }

  /** The value of a key that must be there; a placeholder after noting a problem. */
  <T> T required(String key, Kind<T> kind) {
    T value = requiredOrNull(key, kind);
    return value == null ? kind.placeholder() : value;
  }

  /** The value of a key that must be there; null after noting a problem. */
  <T> @Nullable T requiredOrNull(String key, Kind<T> kind) {
    describe(key, kind.noun(), "required");
    if (!has(key)) {
      missing(key, kind.noun());
    }
    return value(key, kind);
  }

  /** The value of a key, or the fallback when it is absent. */
  <T> T optional(String key, Kind<T> kind, T fallback) {
    describe(key, kind.noun(), Kind.written(fallback));
    T value = value(key, kind);
    return value == null ? fallback : value;
  }

  /** The value of a key, or null when it is absent. */
  <T> @Nullable T orNull(String key, Kind<T> kind) {
    describe(key, kind.noun(), null);
    return value(key, kind);
  }

  private <T> @Nullable T value(String key, Kind<T> kind) {
    Entry entry = keys.find(key);
    return entry == null ? null : document.scalar(entry.place(), entry.value(), kind);
  }

  /** The items of a list, or the fallback when the key is absent. */
  <T> List<T> list(String key, Kind<T> kind, List<T> fallback) {
    describe(key, noun(kind), fallback.stream().map(Kind::written).toList().toString());
    List<T> values = listOrNull(key, kind);
    return values == null ? fallback : values;
  }

  /** The items of a list, or null when the key is absent or after noting a problem. */
  <T> @Nullable List<T> listOrNull(String key, Kind<T> kind) {
    describe(key, noun(kind), null);
    Entry entry = keys.find(key);
    List<Node> items =
        entry == null ? null : document.items(entry.place(), entry.value(), noun(kind));
    if (entry == null || items == null) {
      return null;
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      T value = document.scalar(entry.place().item(i, YamlDocument.line(item)), item, kind);
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == items.size() ? values : null;
  }

  private static String noun(Kind<?> kind) {
    return "a list, each " + kind.noun();
  }

  /** The section under a key; an empty one when the key is absent. */
  Section section(String key) {
    Entry entry = keys.find(key);
    if (entry != null) {
      return document.section(entry.place(), entry.value());
    }
    return mute ? mute(document, keys.place(key)) : empty(document, keys.place(key));
  }

  /** The section under a key that must be there. */
  Section requiredSection(String key) {
    if (has(key)) {
      return section(key);
    }
    missing(key, "keys with values");
    return mute(document, keys.place(key));
  }

  /** The items of a list of sections, or null when the key is absent. */
  @Nullable List<Section> sections(String key) {
    Entry entry = keys.find(key);
    if (entry == null) {
      return null;
    }
    List<Section> sections = new ArrayList<>();
    List<Node> items =
        document.items(entry.place(), entry.value(), "a list, each keys with values");
    if (items == null) {
      // One problem is enough: an item without keys that is not asked what it lacks.
      return List.of(mute(document, entry.place()));
    }
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      sections.add(document.section(entry.place().item(i, YamlDocument.line(item)), item));
    }
    return sections;
  }

  /** Every key of this section with its text: for names that are not ours. */
  Map<String, String> texts() {
    return values("<name>", Kind.ANY_TEXT);
  }

  /**
   * Every key of this section with its value: for names that are not ours.
   *
   * @param what the names are, as the document lists them
   */
  <T> Map<String, T> values(String what, Kind<T> kind) {
    describe(what, kind.noun(), null);
    keys.knowEveryKey();
    Map<String, T> values = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> named : keys.all().entrySet()) {
      Entry entry = named.getValue();
      T value = document.scalar(entry.place(), entry.value(), kind);
      if (value != null) {
        values.put(named.getKey(), value);
      }
    }
    return values;
  }

  /**
   * The sections under every key of this one: for names that are not ours.
   *
   * @param what the names are, as the document lists them
   */
  Map<String, Section> named(String what) {
    keys.knowEveryKey();
    Map<String, Section> sections = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> named : keys.all().entrySet()) {
      Place place = keys.named(named.getKey(), what);
      sections.put(named.getKey(), document.section(place, named.getValue().value()));
    }
    return sections;
  }

  /** The items of a list as they are written, of any kind; null when the key is absent. */
  @Nullable List<String> written(String key) {
    String noun = "a list of values";
    describe(key, noun, null);
    Entry entry = keys.find(key);
    List<Node> items = entry == null ? null : document.items(entry.place(), entry.value(), noun);
    return items == null ? null : items.stream().map(FlowText::of).toList();
  }

  /** Whether the key is there and has a value. */
  boolean has(String key) {
    return keys.find(key) != null;
  }

  /** Notes a problem if the key is there, which other settings leave no room for. */
  void refuse(String key, String expectation) {
    if (has(key)) {
      problem(key, "given", expectation);
    }
  }

  /** Takes keys as known without reading them, as when the setting that rules them is wrong. */
  void ignore(String... names) {
    keys.know(List.of(names));
  }

  /** Takes every key as known. */
  void ignoreRest() {
    keys.knowEveryKey();
  }

  /** Notes a problem that only shows between settings. */
  void problem(String key, String value, String expectation) {
    if (!mute) {
      document.problem(keys.place(key), value, expectation);
    }
  }

  void missing(String key, String expectation) {
    problem(key, "missing", expectation);
  }

  void reportUnknownKeys() {
    keys.reportUnknown();
  }

  /** The directory of the file, where relative paths start. */
  Path directory() {
    return document.directory();
  }

  Kind<Path> path() {
    return Kind.path(document.directory());
  }

  /**
   * Says what a key takes, before it is read: for keys whose kind depends on others.
   *
   * @param fallback null when it follows from other settings
   */
  void describe(String key, String type, @Nullable String fallback) {
    keys.know(List.of(key));
    document.learn(keys.place(key), new KnownKey(type, fallback));
  }
}
