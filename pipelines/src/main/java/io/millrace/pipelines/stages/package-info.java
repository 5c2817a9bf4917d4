/**
 * The stages that all pipelines are made of, wired to the configuration.
 *
 * <p>{@link io.millrace.pipelines.stages.Stages} has a method a stage, in data-flow order; {@link
 * io.millrace.pipelines.stages.StoreLayout} says where they write; {@link
 * io.millrace.pipelines.stages.Baseline} is what they compare with; {@link
 * io.millrace.pipelines.stages.StoredReferences} is what drift is measured against and quality is
 * estimated by.
 */
@NullMarked
package io.millrace.pipelines.stages;

import org.jspecify.annotations.NullMarked;
