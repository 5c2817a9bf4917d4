/**
 * Online detectors: a value at a time, they tell when a stream's level has changed, in memory that
 * does not grow with the stream.
 *
 * <p>Reads from: the errors of predictions joined with their labels, or any other series of
 * numbers. Writes to: alarms, with the place where the change is thought to have begun.
 *
 * <p>In data-flow order: {@link io.millrace.models.drift.detectors.ChangeDetectors} makes a {@link
 * io.millrace.models.drift.detectors.ChangeDetector} of a name and parameters, or of what an
 * earlier one wrote; it counts the values, keeps out what is not a number, and asks its rule, one
 * file each, what a value means. Rules for 0/1 errors look for a rise unless told otherwise, rules
 * for any value look both ways ({@link io.millrace.models.drift.detectors.Direction}).
 *
 * <p>To add one: a class that is a {@code ChangeRule} with a record {@code Parameters} and a {@code
 * KIND}, and its line in {@code ChangeDetectors}. The contract test finds it there.
 */
@NullMarked
package io.millrace.models.drift.detectors;

import org.jspecify.annotations.NullMarked;
