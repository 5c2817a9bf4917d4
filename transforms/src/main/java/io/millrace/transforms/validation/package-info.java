/**
 * Is the data what the schema says?
 *
 * <p>Reads from: {@link io.millrace.transforms.statistics}. Writes to: the anomalies' sink. One
 * transform: {@link io.millrace.transforms.validation.ValidateStatistics}; the checks are in {@link
 * io.millrace.models.validation}.
 */
@NullMarked
package io.millrace.transforms.validation;

import org.jspecify.annotations.NullMarked;
