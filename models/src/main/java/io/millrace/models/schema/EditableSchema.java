package io.millrace.models.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.DatasetConstraints;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.SchemaOrBuilder;
import org.tensorflow.metadata.v0.SparseFeature;
import org.tensorflow.metadata.v0.StringDomain;
import org.tensorflow.metadata.v0.StructDomain;
import org.tensorflow.metadata.v0.WeightedFeature;

/**
 * A schema whose parts are found by path or name and changed in place. Of several features of one
 * name the first counts. Not safe for use by several threads.
 */
public final class EditableSchema implements StringDomains {
  private final Schema.Builder schema;
  private final Map<String, Integer> features = new HashMap<>();
  private final Map<String, Integer> sparseFeatures = new HashMap<>();
  private final Map<String, Integer> weightedFeatures = new HashMap<>();
  private final Map<String, Integer> domains = new HashMap<>();

  private EditableSchema(Schema.Builder schema) {
    this.schema = schema;
    for (int i = 0; i < schema.getFeatureCount(); i++) {
      features.putIfAbsent(schema.getFeature(i).getName(), i);
    }
    for (int i = 0; i < schema.getSparseFeatureCount(); i++) {
      sparseFeatures.putIfAbsent(schema.getSparseFeature(i).getName(), i);
    }
    for (int i = 0; i < schema.getWeightedFeatureCount(); i++) {
      weightedFeatures.putIfAbsent(schema.getWeightedFeature(i).getName(), i);
    }
    indexDomains();
  }

  /** A copy of this schema, to be changed. */
  public static EditableSchema of(Schema schema) {
    return new EditableSchema(schema.toBuilder());
  }

  public Schema toSchema() {
    return schema.build();
  }

  public SchemaOrBuilder view() {
    return schema;
  }

  /** The constraints of the data set as a whole, which are then part of the schema. */
  public DatasetConstraints.Builder datasetConstraints() {
    return schema.getDatasetConstraintsBuilder();
  }

  public Feature.@Nullable Builder feature(Path path) {
    if (path.getStepCount() == 1) {
      Integer index = features.get(path.getStep(0));
      return index == null ? null : schema.getFeatureBuilder(index);
    }
    StructDomain.Builder struct = structOf(path);
    if (struct != null) {
      for (int i = 0; i < struct.getFeatureCount(); i++) {
        if (struct.getFeature(i).getName().equals(lastStep(path))) {
          return struct.getFeatureBuilder(i);
        }
      }
    }
    return null;
  }

  private SparseFeature.@Nullable Builder sparseFeature(Path path) {
    if (path.getStepCount() == 1) {
      Integer index = sparseFeatures.get(path.getStep(0));
      return index == null ? null : schema.getSparseFeatureBuilder(index);
    }
    StructDomain.Builder struct = structOf(path);
    if (struct != null) {
      for (int i = 0; i < struct.getSparseFeatureCount(); i++) {
        if (struct.getSparseFeature(i).getName().equals(lastStep(path))) {
          return struct.getSparseFeatureBuilder(i);
        }
      }
    }
    return null;
  }

  /** Weighted features are never inside structs. */
  private WeightedFeature.@Nullable Builder weightedFeature(Path path) {
    Integer index = path.getStepCount() == 1 ? weightedFeatures.get(path.getStep(0)) : null;
    return index == null ? null : schema.getWeightedFeatureBuilder(index);
  }

  /** All that is at this path. */
  public SchemaEntry entry(Path path) {
    return new SchemaEntry(feature(path), sparseFeature(path), weightedFeature(path));
  }

  /**
   * Adds a feature that has only a name.
   *
   * @throws IllegalArgumentException if the path is below a feature that does not exist
   */
  public Feature.Builder addFeature(Path path) {
    Feature.Builder feature;
    if (path.getStepCount() == 1) {
      features.putIfAbsent(path.getStep(0), schema.getFeatureCount());
      feature = schema.addFeatureBuilder();
    } else {
      Feature.Builder parent = feature(ObservedDataset.parent(path));
      if (parent == null) {
        throw new IllegalArgumentException(
            "path: " + PathText.of(path) + " (expected: inside a struct of the schema)");
      }
      feature = parent.getStructDomainBuilder().addFeatureBuilder();
    }
    return feature.setName(lastStep(path));
  }

  @Override
  public StringDomain.@Nullable Builder find(String name) {
    Integer index = domains.get(name);
    return index == null ? null : schema.getStringDomainBuilder(index);
  }

  /** Adds an empty domain: of this name or, where that is taken, with 2, 3, … behind it. */
  public StringDomain.Builder addDomain(String name) {
    String free = name;
    for (int i = 2; domains.containsKey(free); i++) {
      free = name + i;
    }
    domains.put(free, schema.getStringDomainCount());
    return schema.addStringDomainBuilder().setName(free);
  }

  @Override
  public void remove(String name) {
    for (Feature.Builder feature : schema.getFeatureBuilderList()) {
      clearDomain(feature, name);
    }
    for (int i = schema.getStringDomainCount() - 1; i >= 0; i--) {
      if (schema.getStringDomain(i).getName().equals(name)) {
        schema.removeStringDomain(i);
      }
    }
    indexDomains();
  }

  /** The paths of all features that data for this environment must have, in their order. */
  public List<Path> required(@Nullable String environment) {
    List<Path> required = new ArrayList<>();
    addRequired(Path.getDefaultInstance(), schema.getFeatureList(), environment, required);
    return required;
  }

  private void addRequired(
      Path parent, List<Feature> siblings, @Nullable String environment, List<Path> required) {
    for (Feature feature : siblings) {
      Path path = parent.toBuilder().addStep(feature.getName()).build();
      if (Environments.requires(schema, feature, environment)) {
        required.add(path);
      }
      if (Lifecycle.isLive(feature)) {
        addRequired(path, feature.getStructDomain().getFeatureList(), environment, required);
      }
    }
  }

  private StructDomain.@Nullable Builder structOf(Path path) {
    Feature.Builder parent = path.getStepCount() > 1 ? feature(ObservedDataset.parent(path)) : null;
    return parent == null || !parent.hasStructDomain() ? null : parent.getStructDomainBuilder();
  }

  private static void clearDomain(Feature.Builder feature, String domain) {
    if (feature.getDomain().equals(domain)) {
      feature.clearDomainInfo();
    }
    if (feature.hasStructDomain()) {
      for (Feature.Builder child : feature.getStructDomainBuilder().getFeatureBuilderList()) {
        clearDomain(child, domain);
      }
    }
  }

  private void indexDomains() {
    domains.clear();
    for (int i = 0; i < schema.getStringDomainCount(); i++) {
      domains.putIfAbsent(schema.getStringDomain(i).getName(), i);
    }
  }

  private static String lastStep(Path path) {
    return path.getStep(path.getStepCount() - 1);
  }
}
