/** The rows that a model is trained on. */
@NullMarked
package io.millrace.models.training.rows;

import org.jspecify.annotations.NullMarked;
