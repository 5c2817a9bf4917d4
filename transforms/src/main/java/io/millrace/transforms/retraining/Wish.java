package io.millrace.transforms.retraining;

import io.millrace.models.registry.Cause;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.registry.TrainingPlan;

/**
 * A training that is due: why, on what and how.
 *
 * @param key the same whenever the same windows lead to it
 */
record Wish(String key, Cause cause, DataWindow window, TrainingPlan plan) {}
