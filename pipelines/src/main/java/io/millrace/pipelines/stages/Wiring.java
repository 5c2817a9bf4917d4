package io.millrace.pipelines.stages;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.Layout;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.StreamSettings;
import io.millrace.pipelines.io.Decoders;
import io.millrace.pipelines.io.Outputs;
import io.millrace.pipelines.io.Sources;
import io.millrace.transforms.ingest.DecodeRecords;
import io.millrace.transforms.windows.EventTimeWindows;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * What all stages of a pipeline share.
 *
 * @param windows those of statistics, feedback and quality
 * @param columns those of the records
 * @param deadLetters what no stage could handle, so far
 */
record Wiring(
    Pipeline pipeline,
    Deployment deployment,
    StoreLayout store,
    EventTimeWindows windows,
    Layout columns,
    List<PCollection<DeadLetter>> deadLetters) {

  static Wiring of(Pipeline pipeline, Deployment deployment, StoreLayout store) {
    return new Wiring(
        pipeline,
        deployment,
        store,
        new EventTimeWindows(deployment.windows().size(), deployment.windows().allowedLateness()),
        Decoders.layout(deployment.records()).columns(),
        new ArrayList<>());
  }

  /** Those in which distributions are compared. */
  EventTimeWindows driftWindows() {
    return new EventTimeWindows(deployment.drift().window(), windows.allowedLateness());
  }

  /** Reads and decodes a stream. */
  PCollection<ColumnBatch> decode(String name, String stage, StreamSettings stream) {
    PCollectionTuple decoded =
        pipeline
            .apply("Read" + name, Sources.of(stream))
            .apply("Decode" + name, DecodeRecords.with(Decoders.of(stream)).asStage(stage));
    addDeadLetters(decoded.get(DecodeRecords.DEAD_LETTERS));
    return decoded.get(DecodeRecords.BATCHES);
  }

  void addDeadLetters(PCollection<DeadLetter> more) {
    deadLetters.add(more);
  }

  /** Writes what no stage could handle; the last stage of every pipeline. */
  void writeDeadLetters() {
    PCollectionList.of(deadLetters)
        .apply("DeadLetters", Flatten.pCollections())
        .apply(
            "WriteDeadLetters",
            Outputs.deadLetters(deployment.sinks().deadLetters(), store.output("dead-letters")));
  }
}
