package io.millrace.models.validation.checks;

import io.millrace.models.schema.Lifecycle;
import io.millrace.models.schema.ObservedFeature;
import io.millrace.models.schema.SchemaEntry;
import io.millrace.models.schema.StringDomains;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.LifecycleStage;
import org.tensorflow.metadata.v0.WeightedFeature;

/** Checks whatever a schema has at a path: a feature, a sparse feature or a weighted feature. */
public final class FeatureChecks {
  private FeatureChecks() {}

  /**
   * Says what is wrong with a feature that the schema has, and changes the entry and the domains so
   * that the data would pass.
   */
  public static void check(
      SchemaEntry entry,
      StringDomains domains,
      ObservedFeature observed,
      CheckContext context,
      Findings findings) {
    WeightedFeature.Builder weighted = entry.weighted();
    // TFDV goes on checking weighted features that are retired.
    if (weighted != null && (Lifecycle.isLive(weighted) || context.likeTfdv())) {
      if (Lifecycle.isLive(weighted) && (entry.feature() != null || entry.sparse() != null)) {
        collide(AnomalyInfo.Type.WEIGHTED_FEATURE_NAME_COLLISION, "Weighted", entry, findings);
      } else {
        WeightedFeatureCheck.check(weighted, observed, findings);
      }
    } else if (entry.sparse() != null && Lifecycle.isLive(entry.sparse())) {
      if (entry.feature() != null && Lifecycle.isLive(entry.feature())) {
        collide(AnomalyInfo.Type.SPARSE_FEATURE_NAME_COLLISION, "Sparse", entry, findings);
      } else {
        SparseFeatureCheck.check(entry.sparse(), observed, findings);
      }
    } else if (entry.feature() != null && observed.hasCommon()) {
      FeatureCheck.checkAll(
          new CheckedFeature(entry.feature(), observed, domains, context), findings);
    }
  }

  /** Says that a feature that must be there is in no statistics, and retires it. */
  public static void checkMissing(Feature.Builder feature, Findings findings) {
    findings.add(
        AnomalyInfo.Type.SCHEMA_MISSING_COLUMN, "Column dropped", "Column is completely missing");
    feature.setLifecycleStage(LifecycleStage.DEPRECATED);
  }

  /** Says that the schema has no such feature. */
  public static void reportNew(Findings findings) {
    findings.add(
        AnomalyInfo.Type.SCHEMA_NEW_COLUMN,
        "New column",
        "New column (column in data but not in schema)");
  }

  private static void collide(
      AnomalyInfo.Type type, String kind, SchemaEntry entry, Findings findings) {
    findings.add(type, kind + " feature name collision", kind + " feature name collision.");
    entry.deprecate();
  }
}
