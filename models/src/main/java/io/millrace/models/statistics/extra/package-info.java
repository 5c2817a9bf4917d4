/**
 * The statistics beside the basic ones of each feature: of composite features, of features by each
 * other, of features by the label, and what strings and numbers mean.
 *
 * <p>Reads from: {@link io.millrace.models.data.ColumnBatch}. Writes to: the data set's statistics,
 * as custom and cross-feature statistics.
 *
 * <p>Found by {@link java.util.ServiceLoader}, one file a kind, by the names of TensorFlow Data
 * Validation's generators. The schema calls for {@link
 * io.millrace.models.statistics.extra.SparseFeatures} and {@link
 * io.millrace.models.statistics.extra.WeightedFeatures}, the label for {@link
 * io.millrace.models.statistics.extra.Lift}, text in tokens for {@link
 * io.millrace.models.statistics.extra.NaturalLanguage}. Semantic domains are {@link
 * io.millrace.models.statistics.extra.Images}, {@link
 * io.millrace.models.statistics.extra.LanguageHeuristic} and {@link
 * io.millrace.models.statistics.extra.Times}. Asked for by name are {@link
 * io.millrace.models.statistics.extra.CrossFeatures}, {@link
 * io.millrace.models.statistics.extra.MutualInformation}, {@link
 * io.millrace.models.statistics.extra.SkLearnMutualInformation} and {@link
 * io.millrace.models.statistics.extra.EmptyValues}.
 *
 * <p>To add one: a class that implements {@link io.millrace.models.statistics.ExtraStatisticsKind}
 * and its line in {@code META-INF/services}; if it looks at each feature by itself, see {@link
 * io.millrace.models.statistics.extra.EmptyValues}.
 */
@NullMarked
package io.millrace.models.statistics.extra;

import org.jspecify.annotations.NullMarked;
