package io.millrace.pipelines.io;

import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.PeriodicImpulse;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Tells of files that come, or are replaced, while the pipeline runs; unbounded. Those that are
 * there when it starts are known already.
 *
 * <p>Output: the name of each new file under one key, at the time at which it was seen; the
 * watermark follows the wall clock. State: the names of all files that match.
 */
public final class WatchFiles extends PTransform<PBegin, PCollection<KV<String, String>>> {
  private static final Duration INTERVAL = Duration.standardSeconds(10);

  private final String key;
  private final List<String> patterns;

  private WatchFiles(String key, List<String> patterns) {
    this.key = key;
    this.patterns = List.copyOf(patterns);
  }

  /** Watches files that match these patterns, on any file system that Beam knows. */
  public static WatchFiles under(String key, List<String> patterns) {
    return new WatchFiles(key, patterns);
  }

  @Override
  public PCollection<KV<String, String>> expand(PBegin begin) {
    return newFiles(begin.apply("Tick", PeriodicImpulse.create().withInterval(INTERVAL)));
  }

  /** The files that are new at each of these ticks. */
  PCollection<KV<String, String>> newFiles(PCollection<Instant> ticks) {
    return ticks
        .apply("ByKey", WithKeys.of(key))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), InstantCoder.of()))
        .apply("Look", ParDo.of(new LookFn(patterns)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
  }

  private static final class LookFn extends DoFn<KV<String, Instant>, KV<String, String>> {
    private static final DataCoder<Set<String>> NAMES =
        DataCoder.of("FileNames", LookFn::write, LookFn::read);

    @StateId("known")
    private final StateSpec<ValueState<Set<String>>> knownSpec = StateSpecs.value(NAMES);

    private final List<String> patterns;

    LookFn(List<String> patterns) {
      this.patterns = patterns;
    }

    @ProcessElement
    public void look(
        @Element KV<String, Instant> tick,
        @StateId("known") ValueState<Set<String>> state,
        OutputReceiver<KV<String, String>> out)
        throws IOException {
      Set<String> known = state.read();
      Set<String> now = new TreeSet<>();
      for (MatchResult.Metadata file : match()) {
        String version =
            file.resourceId() + "@" + file.lastModifiedMillis() + "+" + file.sizeBytes();
        now.add(version);
        if (known != null && !known.contains(version)) {
          out.output(KV.of(tick.getKey(), version));
        }
      }
      if (!now.equals(known)) {
        state.write(now);
      }
    }

    private List<MatchResult.Metadata> match() throws IOException {
      List<MatchResult.Metadata> files = new ArrayList<>();
      for (MatchResult result : FileSystems.match(patterns)) {
        try {
          files.addAll(result.metadata());
        } catch (FileNotFoundException e) {
          // A directory or file that is not there yet.
          continue;
        }
      }
      return files;
    }

    private static void write(Set<String> names, DataOutput out) throws IOException {
      out.writeInt(names.size());
      for (String name : names) {
        DataCoders.writeText(name, out);
      }
    }

    private static Set<String> read(DataInput in) throws IOException {
      Set<String> names = new TreeSet<>();
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        names.add(DataCoders.readText(in));
      }
      return names;
    }
  }
}
