/**
 * What a data set should look like, and how to guess that from one that is good.
 *
 * <p>Reads from: {@code statistics}. Writes to: {@code validation}, and schema files.
 *
 * <p>In data-flow order: statistics are read as an {@link
 * io.millrace.models.schema.ObservedDataset} of {@link io.millrace.models.schema.ObservedFeature}s;
 * {@link io.millrace.models.schema.SchemaInference} turns all of them into a schema, with {@link
 * io.millrace.models.schema.ValueCountInference}, {@link io.millrace.models.schema.SemanticDomains}
 * and {@link io.millrace.models.schema.DerivedFeatures}, and at the end the user's own {@link
 * io.millrace.models.schema.SchemaTransformation}s; {@link io.millrace.models.schema.SchemaFiles}
 * keeps it for people to correct.
 *
 * <p>A schema that is being changed is an {@link io.millrace.models.schema.EditableSchema}: one
 * {@link io.millrace.models.schema.SchemaEntry} a path, and {@link
 * io.millrace.models.schema.StringDomains}. {@link io.millrace.models.schema.Environments} and
 * {@link io.millrace.models.schema.Lifecycle} say which features apply. {@link
 * io.millrace.models.schema.PathText} and {@link io.millrace.models.schema.ByteOrder} are how paths
 * are written and ordered.
 *
 * <p>To infer one more domain: a case in {@code DomainInference}.
 */
@NullMarked
package io.millrace.models.schema;

import org.jspecify.annotations.NullMarked;
