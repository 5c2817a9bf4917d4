/**
 * How elements become bytes where a pipeline has to ship or keep them.
 *
 * <p>{@link io.millrace.transforms.coders.DataCoder} makes a coder of a writer and a reader; {@link
 * io.millrace.transforms.coders.DataCoders} holds those of {@code models.data}. Elements of other
 * rooms keep their coder beside them.
 */
@NullMarked
package io.millrace.transforms.coders;

import org.jspecify.annotations.NullMarked;
