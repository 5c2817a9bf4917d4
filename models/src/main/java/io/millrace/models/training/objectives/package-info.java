/** What a model predicts, and what its training makes small. */
@NullMarked
package io.millrace.models.training.objectives;

import org.jspecify.annotations.NullMarked;
