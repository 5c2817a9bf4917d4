/**
 * Features: what of the columns a model sees, as operations of its graph, so that training and
 * serving cannot differ.
 *
 * <p>Reads from: {@link io.millrace.models.statistics.DatasetStatistics} of the training rows,
 * which every fitted figure comes from, and batches of {@link io.millrace.models.data}. Writes to:
 * the graphs of {@link io.millrace.models.training}, and through the inputs that they have to
 * {@link io.millrace.models.inference}.
 *
 * <p>In data-flow order:
 *
 * <ul>
 *   <li>A {@link io.millrace.models.training.features.FeatureSpec} names columns and a {@link
 *       io.millrace.models.training.features.FeatureTransform}, which {@link
 *       io.millrace.models.training.features.FeatureTransforms} builds by name: {@link
 *       io.millrace.models.training.features.Standardize}, {@link
 *       io.millrace.models.training.features.Log}, {@link
 *       io.millrace.models.training.features.MinMax} and {@link
 *       io.millrace.models.training.features.Buckets} of numbers, with a {@link
 *       io.millrace.models.training.features.Missing} indicator; {@link
 *       io.millrace.models.training.features.Vocabulary} and {@link
 *       io.millrace.models.training.features.Hash} of categories; {@link
 *       io.millrace.models.training.features.CyclicTime}; {@link
 *       io.millrace.models.training.features.Cross} of several columns; lists by their {@link
 *       io.millrace.models.training.features.Pooling}. {@link
 *       io.millrace.models.training.features.FeatureSpecs} suggests one for every column.
 *   <li>{@link io.millrace.models.training.features.FeatureEncoders} fits one {@link
 *       io.millrace.models.training.features.FeatureEncoder} a feature; together they are an {@link
 *       io.millrace.models.training.features.EncoderSet}, which can be kept as JSON.
 *   <li>The encoders add their operations to an {@link
 *       io.millrace.models.training.features.EncoderGraph}: numbers, ids and bags of ids, of an
 *       {@link io.millrace.models.training.features.EncodedLayout}.
 *   <li>A {@link io.millrace.models.training.features.RowEncoder} runs them on batches and gives
 *       {@link io.millrace.models.training.features.EncodedRows}.
 *   <li>An {@link io.millrace.models.training.features.InputLayer} makes the linear sum and the
 *       dense signal of a network from {@link io.millrace.models.training.features.EncodedInputs},
 *       in training and in serving.
 * </ul>
 *
 * <p>To add a transformation: one record that implements {@link
 * io.millrace.models.training.features.FeatureTransform}, with its encoder inside, named in {@code
 * META-INF/services}; {@link io.millrace.models.training.features.Hash} is the simplest.
 */
@NullMarked
package io.millrace.models.training.features;

import org.jspecify.annotations.NullMarked;
