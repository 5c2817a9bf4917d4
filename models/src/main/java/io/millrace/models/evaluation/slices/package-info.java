/**
 * Which rows belong to which slice.
 *
 * <p>Reads from: the columns of rows. Writes to: {@link io.millrace.models.evaluation}. A {@link
 * io.millrace.models.evaluation.slices.SliceRule} says how rows are cut, {@link
 * io.millrace.models.evaluation.slices.SliceRows} finds them, each by its {@link
 * io.millrace.models.evaluation.slices.SliceKey}, named as {@link
 * io.millrace.models.statistics.Slicer} names slices of statistics.
 */
@NullMarked
package io.millrace.models.evaluation.slices;

import org.jspecify.annotations.NullMarked;
