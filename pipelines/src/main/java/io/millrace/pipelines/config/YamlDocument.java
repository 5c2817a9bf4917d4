package io.millrace.pipelines.config;

import io.millrace.pipelines.config.ConfigurationException.Problem;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One YAML file while it is read: its nodes with their lines, and the problems found so far.
 *
 * <p>Only the tree of nodes is used, nothing is constructed from tags; a tag of its own on a value
 * is a problem.
 */
final class YamlDocument {
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MAP,
          Tag.SEQ,
          Tag.MERGE);

  private final Path file;
  private final Path directory;
  private final Variables variables;
  private final Section root;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final Map<String, KnownKey> keys = new LinkedHashMap<>();

  private YamlDocument(Path file, @Nullable Node node, Variables variables) {
    this.file = file;
    Path parent = file.toAbsolutePath().getParent();
    this.directory = parent == null ? file.toAbsolutePath() : parent;
    this.variables = variables;
    this.root = node == null ? Section.empty(this, Place.ROOT) : section(Place.ROOT, node);
  }

  /**
   * @param settings values in the place of the text's, by the path of their key; one that cannot be
   *     put into it is a problem of the document
   * @throws ConfigurationException if the text is not one well-formed YAML document
   */
  static YamlDocument parse(
      Path file, String text, Variables variables, Map<String, String> settings)
      throws ConfigurationException {
    Node node;
    try {
      node = compose(text);
    } catch (YAMLException e) {
      throw new ConfigurationException(file, List.of(malformed(text, e)));
    }
    List<Problem> problems =
        node == null || settings.isEmpty() ? List.of() : new Overrides(node).putAll(settings);
    YamlDocument document = new YamlDocument(file, node, variables);
    document.add(problems);
    return document;
  }

  /** The nodes of one document, bounded in size, depth and aliases by the default options. */
  static @Nullable Node compose(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
  }

  private static Problem malformed(String text, YAMLException e) {
    Mark mark = e instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
    int line = mark == null ? 1 : mark.getLine() + 1;
    String reason =
        e instanceof MarkedYAMLException marked && marked.getProblem() != null
            ? marked.getProblem()
            : String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    String[] lines = text.split("\n", -1);
    boolean variable = line <= lines.length && lines[line - 1].contains("${");
    return new Problem(
        line,
        "yaml: "
            + reason
            + " (expected: one well-formed YAML document"
            + (variable ? "; inside { } and [ ], \"${NAME}\" needs quotes)" : ")"));
  }

  Section root() {
    return root;
  }

  Path directory() {
    return directory;
  }

  /** Every key that was asked for, by its pattern. */
  Map<String, KnownKey> keys() {
    return keys;
  }

  void learn(Place place, KnownKey key) {
    keys.putIfAbsent(place.pattern(), key);
  }

  /** Notes problems that were found elsewhere. */
  void add(List<Problem> found) {
    problems.addAll(found);
  }

  void problem(Place place, String value, String expectation) {
    String name = place.path().isEmpty() ? "file" : place.path();
    problems.add(
        new Problem(place.line(), name + ": " + value + " (expected: " + expectation + ")"));
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigurationException if there was any problem, keys that nobody asked for included
   */
  void finish() throws ConfigurationException {
    sections.forEach(Section::reportUnknownKeys);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(file, problems);
    }
  }

  /** The section at this node; after noting a problem a mute one if it is something else. */
  Section section(Place place, Node node) {
    if (node instanceof MappingNode mapping && tagIsPlain(place, node)) {
      Section section = Section.of(this, place, mapping);
      sections.add(section);
      return section;
    }
    if (!(node instanceof MappingNode)) {
      problem(place, shape(node), "keys with values");
    }
    return Section.mute(this, place);
  }

  /** The value at this node, or null after noting a problem. */
  <T> @Nullable T scalar(Place place, Node node, Kind<T> kind) {
    if (!tagIsPlain(place, node)) {
      return null;
    }
    if (!(node instanceof ScalarNode scalar)) {
      problem(place, shape(node), kind.noun());
      return null;
    }
    List<String> expectations = new ArrayList<>();
    String text = variables.substitute(scalar.getValue(), expectations);
    expectations.forEach(expectation -> problem(place, scalar.getValue(), expectation));
    if (!expectations.isEmpty()) {
      return null;
    }
    T value = kind.parse(text);
    if (value == null) {
      String shown = text.isEmpty() ? "\"\"" : kind.display(text);
      problem(place, shown, kind.expectation(text));
    }
    return value;
  }

  /** The items of the list at this node, or null after noting a problem. */
  @Nullable List<Node> items(Place place, Node node, String expectation) {
    if (!tagIsPlain(place, node)) {
      return null;
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problem(place, shape(node), expectation);
    return null;
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private boolean tagIsPlain(Place place, Node node) {
    boolean plain = PLAIN_TAGS.contains(node.getTag());
    if (!plain) {
      problem(place, node.getTag().getValue(), "a value without a tag");
    }
    return plain;
  }

  private static String shape(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().isEmpty() ? "\"\"" : scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "keys with values";
  }
}
