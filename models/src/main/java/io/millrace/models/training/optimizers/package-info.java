/** How gradients become steps. */
@NullMarked
package io.millrace.models.training.optimizers;

import org.jspecify.annotations.NullMarked;
