/**
 * What a data set should look like, and how to guess that from one that is good.
 *
 * <p>Reads from: {@code statistics}. Writes to: {@code validation}, and schema files.
 *
 * <p>In data-flow order: a feature's statistics are read as an {@link
 * io.millrace.models.schema.ObservedFeature}; {@link io.millrace.models.schema.SchemaInference}
 * turns all of them into a schema; {@link io.millrace.models.schema.SchemaFiles} keeps it as text,
 * for people to correct.
 *
 * <p>To infer one more thing of a feature: a method in {@code SchemaInference}.
 */
@NullMarked
package io.millrace.models.schema;

import org.jspecify.annotations.NullMarked;
