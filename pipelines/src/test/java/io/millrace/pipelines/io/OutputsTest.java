package io.millrace.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.SourcePosition;
import io.millrace.pipelines.config.SinkSettings.Sink;
import io.millrace.transforms.coders.DataCoders;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private final Pipeline pipeline = Pipeline.create();

  @Test
  void messagesAreCountedByOutputAndKind() {
    pipeline
        .apply(
            "Letters",
            Create.of(letter("decode", 0), letter("predict", 1), letter("decode", 2))
                .withCoder(DataCoders.DEAD_LETTER))
        .apply(Outputs.deadLetters(new Sink(null, false), ""));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    Map<String, Double> counts = new TreeMap<>();
    try {
      pipeline.run().waitUntilFinish();
      for (Counter counter : registry.find("millrace_outputs").counters()) {
        counts.put(
            counter.getId().getTag("output") + " " + counter.getId().getTag("kind"),
            counter.count());
      }
    } finally {
      Metrics.removeRegistry(registry);
    }

    // Counters of other tests, which are of the process too, are at zero.
    counts.values().removeIf(count -> count == 0);
    assertThat(counts)
        .containsOnly(Map.entry("dead_letters decode", 2d), Map.entry("dead_letters predict", 1d));
  }

  private static DeadLetter letter(String stage, long offset) {
    return new DeadLetter(
        new byte[] {1}, stage, "it was wrong", null, new SourcePosition("file", 0, offset));
  }
}
