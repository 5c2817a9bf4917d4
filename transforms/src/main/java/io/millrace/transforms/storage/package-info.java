/**
 * Files of the store: whole ones, on any file system that Beam knows.
 *
 * <p>{@link io.millrace.transforms.storage.WholeFile} writes one; {@link
 * io.millrace.transforms.storage.WriteWindows} writes one a window.
 */
@NullMarked
package io.millrace.transforms.storage;

import org.jspecify.annotations.NullMarked;
