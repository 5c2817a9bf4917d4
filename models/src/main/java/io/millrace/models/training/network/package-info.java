/** What a model is made of: its shape and its weights. */
@NullMarked
package io.millrace.models.training.network;

import org.jspecify.annotations.NullMarked;
