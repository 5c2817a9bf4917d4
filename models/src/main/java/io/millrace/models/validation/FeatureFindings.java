package io.millrace.models.validation;

import io.millrace.models.schema.ByteOrder;
import io.millrace.models.schema.EditableSchema;
import io.millrace.models.schema.ObservedFeature;
import io.millrace.models.schema.SchemaEntry;
import io.millrace.models.validation.checks.CheckContext;
import io.millrace.models.validation.checks.FeatureChecks;
import io.millrace.models.validation.checks.Findings;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Path;

/**
 * What is wrong with each feature of a data set and of its schema. Every feature is held against
 * the schema as it was given: what one of them would change is not seen by the next.
 */
final class FeatureFindings {
  private final EditableSchema schema;
  private final CheckContext context;
  private final ValidationOptions options;
  private final NavigableMap<Path, Findings> byPath = new TreeMap<>(ByteOrder.PATHS);

  FeatureFindings(EditableSchema schema, CheckContext context, ValidationOptions options) {
    this.schema = schema;
    this.context = context;
    this.options = options;
    for (ObservedFeature feature : context.data().roots()) {
      check(feature);
    }
    for (Path path : schema.required(context.environment())) {
      Feature.Builder feature = schema.feature(path);
      if (feature != null && context.data().find(path) == null) {
        FeatureChecks.checkMissing(feature.clone(), findings(path));
      }
    }
  }

  /** By path, in their order; also of features with which all is well. */
  NavigableMap<Path, Findings> byPath() {
    return byPath;
  }

  private void check(ObservedFeature observed) {
    SchemaEntry original = schema.entry(observed.path());
    if (original.isEmpty()) {
      reportNew(observed);
      return;
    }
    if (!original.isLive()) {
      return;
    }
    SchemaEntry entry = original.copy();
    FeatureChecks.check(
        entry, new ScratchDomains(schema), observed, context, findings(observed.path()));
    if (entry.isLive()) {
      for (ObservedFeature child : context.data().children(observed)) {
        check(child);
      }
    }
  }

  private void reportNew(ObservedFeature observed) {
    Set<Path> needed = options.featuresNeeded();
    if ((needed.isEmpty() || needed.contains(observed.path()))
        && (options.emptyFeaturesAreNew() || observed.isPresent())) {
      FeatureChecks.reportNew(findings(observed.path()));
    }
  }

  private Findings findings(Path path) {
    return byPath.computeIfAbsent(path, p -> new Findings());
  }
}
