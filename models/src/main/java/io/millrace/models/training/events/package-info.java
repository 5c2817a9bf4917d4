/**
 * Files that TensorBoard shows as curves.
 *
 * <p>Reads from: numbers by name and step. Writes to: a directory of event files. {@link
 * io.millrace.models.training.events.EventFile} makes them events of TensorFlow's protocol and
 * {@code RecordFile} frames those.
 */
@NullMarked
package io.millrace.models.training.events;

import org.jspecify.annotations.NullMarked;
