/**
 * Feature-level skew: examples of two data sets that have the same identifiers, compared feature by
 * feature.
 *
 * <p>Reads from: {@code data}. Writes to: reports, as the messages of TensorFlow Data Validation's
 * {@code feature_skew_results.proto}.
 *
 * <p>In data-flow order: {@link io.millrace.models.validation.skew.SkewOptions} say how; {@link
 * io.millrace.models.validation.skew.SkewExamples} are rows as examples, with a {@code
 * NestedFeature} for each that is in lists of lists or structs; {@link
 * io.millrace.models.validation.skew.SkewKeys} name them by their identifiers; {@link
 * io.millrace.models.validation.skew.SkewJoin} brings those of one name together in {@link
 * io.millrace.models.validation.skew.SkewGroup}s, by way of {@code SpilledExamples} in files;
 * {@link io.millrace.models.validation.skew.SkewSummary} counts what {@code PairComparison} finds
 * in their {@code FeatureBytes}; {@link io.millrace.models.validation.skew.SkewFiles} keep it.
 */
@NullMarked
package io.millrace.models.validation.skew;

import org.jspecify.annotations.NullMarked;
