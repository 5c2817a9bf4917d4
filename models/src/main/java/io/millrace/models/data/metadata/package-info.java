/**
 * Files of TensorFlow Metadata's messages: statistics, schemas and anomalies, as messages and as
 * text that people edit, with comments, an order of their own, and fields that this version does
 * not know.
 *
 * <p>Reads from: files that people name. Writes to: {@code statistics}, {@code schema} and {@code
 * validation}, whose own readers and writers of files stand on this.
 *
 * <p>In data-flow order: {@link io.millrace.models.data.metadata.MetadataReader} tells one kind of
 * file from the others, by the {@code UnknownBytes} of a message or the fields of a text. {@code
 * TextParser} reads {@code TextBlock}s of {@code TextField}s; {@link
 * io.millrace.models.data.metadata.EditedText} hides from the strict parser what it does not know,
 * and writes a changed message into the edited text.
 */
@NullMarked
package io.millrace.models.data.metadata;

import org.jspecify.annotations.NullMarked;
