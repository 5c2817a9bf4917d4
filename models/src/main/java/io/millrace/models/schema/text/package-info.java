/**
 * Messages in text form as people edit them: with comments, an order of their own, and fields that
 * this version does not know.
 *
 * <p>Reads from and writes to: {@code schema}'s files. In data-flow order: {@code TextParser} reads
 * {@code TextBlock}s of {@code TextField}s; {@link io.millrace.models.schema.text.EditedText} hides
 * from the strict parser what it does not know, and writes a changed message into the edited text.
 */
@NullMarked
package io.millrace.models.schema.text;

import org.jspecify.annotations.NullMarked;
