package io.millrace.models.statistics;

import io.millrace.models.data.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Schema;

/**
 * The features of a data set by path, in the order they came in; in bounded memory, and merged by
 * type as {@link DatasetStatistics} says. Not thread-safe.
 */
final class FeatureSet implements FeatureTasks.Features {
  private static final long MOST_SKETCH_BYTES = 64L << 20;

  private final SchemaKinds kinds;
  private final ValuesFactory factory;
  private final Map<FeaturePath, FeatureStatistics> features = new LinkedHashMap<>();
  private long sketchBytes;
  private boolean shrunk;

  FeatureSet(StatisticsOptions options) {
    this.kinds = new SchemaKinds(options.schema());
    this.factory = new ValuesFactory(options);
  }

  Collection<FeatureStatistics> all() {
    return features.values();
  }

  @Nullable FeatureStatistics get(FeaturePath path) {
    return features.get(path);
  }

  /** The feature of this path; one that was absent so far takes the type of its first values. */
  @Override
  public FeatureStatistics of(FeaturePath path, ValueType type, int level, boolean hasValues) {
    FeatureStatistics feature = features.get(path);
    if (feature == null || (hasValues && feature.isAbsent() && !feature.isLike(type, level))) {
      feature = new FeatureStatistics(path, type, kinds.of(path, type), level, factory);
      features.put(path, feature);
    }
    if (hasValues) {
      feature.expectValues();
    }
    return feature;
  }

  /** Takes over a feature that is not there yet. */
  void put(FeatureStatistics feature) {
    features.put(feature.path(), feature);
  }

  /** To be told of every growth: makes all sketches small once they are too much together. */
  void keepBounded(long moreBytes) {
    sketchBytes += moreBytes;
    if (!shrunk && sketchBytes > MOST_SKETCH_BYTES) {
      shrunk = true;
      factory.shrink();
      features.values().forEach(FeatureStatistics::shrink);
    }
  }

  /** Those of the others that were counted in another way, so that they do not add up. */
  List<FeaturePath> countedOtherwise(FeatureSet other) {
    return other.features.values().stream()
        .filter(theirs -> !theirs.countsLike(features.get(theirs.path()), kinds))
        .map(FeatureStatistics::path)
        .toList();
  }

  /** Those that were counted in another way than this schema wants. */
  List<FeaturePath> measuredOtherwiseThan(@Nullable Schema schema) {
    SchemaKinds wanted = new SchemaKinds(schema);
    return features.values().stream()
        .filter(feature -> feature.kind() != wanted.of(feature.path(), feature.type()))
        .map(FeatureStatistics::path)
        .toList();
  }

  /** Adds the others, which stay as they are. */
  void merge(FeatureSet other) {
    Set<FeaturePath> left = new HashSet<>();
    for (FeatureStatistics theirs : other.features.values()) {
      if (left.stream().anyMatch(path -> path.contains(theirs.path()))) {
        continue;
      }
      FeatureStatistics own = mergeable(theirs);
      if (!own.isLike(theirs)) {
        left.add(theirs.path());
      }
      if (!theirs.isAbsent()) {
        long before = own.bytes();
        own.merge(theirs);
        keepBounded(own.bytes() - before);
      }
    }
  }

  /** The feature to merge another one into: of the other's type if that prevails. */
  private FeatureStatistics mergeable(FeatureStatistics theirs) {
    FeaturePath path = theirs.path();
    FeatureStatistics own = features.get(path);
    if (own != null && (theirs.isAbsent() || (own.isLike(theirs) && own.kind() == theirs.kind()))) {
      return own;
    }
    if (own != null && !own.isAbsent() && !own.yieldsTo(theirs, kinds.declared(path))) {
      return own;
    }
    FeatureStatistics next =
        new FeatureStatistics(path, theirs.type(), theirs.kind(), theirs.level(), factory);
    if (own != null) {
      next.addConflicts(own);
      // Those inside it, if it was a struct: they are no features any more.
      features.keySet().removeIf(inside -> path.contains(inside) && !path.equals(inside));
    }
    features.put(path, next);
    return next;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(shrunk);
    out.writeInt(features.size());
    for (FeatureStatistics feature : features.values()) {
      feature.writeTo(out);
    }
  }

  static FeatureSet readFrom(DataInput in, StatisticsOptions options) throws IOException {
    FeatureSet read = new FeatureSet(options);
    if (in.readBoolean()) {
      read.shrunk = true;
      read.factory.shrink();
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      FeatureStatistics feature = FeatureStatistics.readFrom(in);
      read.put(feature);
      read.keepBounded(feature.bytes());
    }
    return read;
  }
}
