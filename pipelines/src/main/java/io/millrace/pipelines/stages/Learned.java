package io.millrace.pipelines.stages;

import io.millrace.transforms.feedback.LabelCoverage;
import io.millrace.transforms.feedback.LabelledExample;
import io.millrace.transforms.feedback.Quality;
import io.millrace.transforms.windows.WindowResult;
import org.apache.beam.sdk.values.PCollection;

/** What labels tell: the quality of each window, which records got one, and the examples. */
public record Learned(
    PCollection<WindowResult<Quality>> quality,
    PCollection<WindowResult<LabelCoverage>> coverage,
    PCollection<LabelledExample> examples) {}
