package io.millrace.models.validation;

import io.millrace.models.data.Compat;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Path;

/**
 * What is reported, and how bad it is.
 *
 * @param featuresNeeded only new features at these paths are reported; all if empty
 * @param newFeaturesAreWarnings whether a new feature is a warning instead of an error
 * @param emptyFeaturesAreNew whether a feature that the schema does not have, and no row either, is
 *     reported; columns of declared names are there before their first value
 * @param severityOverrides how bad anomalies of these types are, in place of an error; what is
 *     {@code UNKNOWN} does not raise the severity of its feature
 * @param compat whose behaviour applies where TensorFlow Data Validation has a bug
 */
public record ValidationOptions(
    Set<Path> featuresNeeded,
    boolean newFeaturesAreWarnings,
    boolean emptyFeaturesAreNew,
    Map<AnomalyInfo.Type, AnomalyInfo.Severity> severityOverrides,
    Compat compat)
    implements Serializable {
  public ValidationOptions {
    featuresNeeded = Set.copyOf(featuresNeeded);
    severityOverrides = Map.copyOf(severityOverrides);
  }

  /** Everything is reported, as an error. */
  public static ValidationOptions defaults() {
    return new ValidationOptions(Set.of(), false, true, Map.of(), Compat.MILLRACE);
  }

  public ValidationOptions withFeaturesNeeded(Set<Path> paths) {
    return new ValidationOptions(
        paths, newFeaturesAreWarnings, emptyFeaturesAreNew, severityOverrides, compat);
  }

  public ValidationOptions withNewFeaturesAsWarnings(boolean warnings) {
    return new ValidationOptions(
        featuresNeeded, warnings, emptyFeaturesAreNew, severityOverrides, compat);
  }

  public ValidationOptions withEmptyFeaturesAsNew(boolean reported) {
    return new ValidationOptions(
        featuresNeeded, newFeaturesAreWarnings, reported, severityOverrides, compat);
  }

  public ValidationOptions withSeverityOverrides(
      Map<AnomalyInfo.Type, AnomalyInfo.Severity> overrides) {
    return new ValidationOptions(
        featuresNeeded, newFeaturesAreWarnings, emptyFeaturesAreNew, overrides, compat);
  }

  public ValidationOptions withCompat(Compat behaviour) {
    return new ValidationOptions(
        featuresNeeded, newFeaturesAreWarnings, emptyFeaturesAreNew, severityOverrides, behaviour);
  }

  AnomalyInfo.Severity severity(AnomalyInfo.Type type) {
    boolean warning = newFeaturesAreWarnings && type == AnomalyInfo.Type.SCHEMA_NEW_COLUMN;
    return severityOverrides.getOrDefault(
        type, warning ? AnomalyInfo.Severity.WARNING : AnomalyInfo.Severity.ERROR);
  }
}
