/** Models in service: what must hold while they are swapped under load. */
@NullMarked
package io.millrace.serving;

import org.jspecify.annotations.NullMarked;
