package io.millrace.transforms.retraining;

import io.millrace.transforms.drift.MonitoredWindow;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a new model is asked for, and asks the registry for it.
 *
 * <p>Input: monitored windows by model, and perhaps files that came. Output: what was decided with
 * each window of labelled examples, by model, in event-time order. The same windows and files give
 * the same decisions, in whatever order they come within the allowed lateness; only the end of a
 * run, for which a request waits, comes from the registry.
 *
 * <p>The request's key names what led to it, and while a run of the model is open no other is made,
 * so a repeated bundle requests nothing twice; what meets an open run waits for its end.
 */
public final class RequestTraining
    extends PTransform<
        PCollection<KV<String, MonitoredWindow>>, PCollection<KV<String, Decision>>> {
  private final String registryUrl;
  private final PolicySettings settings;
  private final @Nullable PCollection<KV<String, String>> files;

  private RequestTraining(
      String registryUrl,
      PolicySettings settings,
      @Nullable PCollection<KV<String, String>> files) {
    this.registryUrl = registryUrl;
    this.settings = settings;
    this.files = files;
  }

  /** Requests runs of this registry as the settings say. */
  public static RequestTraining in(String registryUrl, PolicySettings settings) {
    return new RequestTraining(registryUrl, settings, null);
  }

  /**
   * Hears of these new files too.
   *
   * @param files the names of files that came, by model, at the time at which they came; their
   *     watermark must not stay behind that of the windows
   */
  public RequestTraining withFiles(PCollection<KV<String, String>> files) {
    return new RequestTraining(registryUrl, settings, files);
  }

  @Override
  public PCollection<KV<String, Decision>> expand(
      PCollection<KV<String, MonitoredWindow>> windows) {
    Coder<KV<String, PolicyEvent>> coder = KvCoder.of(StringUtf8Coder.of(), PolicyEvent.CODER);
    PCollectionList<KV<String, PolicyEvent>> events =
        PCollectionList.of(
            windows.apply("HearOfWindows", ParDo.of(new HearWindowsFn())).setCoder(coder));
    PCollection<KV<String, String>> came = files;
    if (came != null) {
      events = events.and(came.apply("HearOfFiles", ParDo.of(new HearFilesFn())).setCoder(coder));
    }
    return events
        .apply("Events", Flatten.pCollections())
        .apply("Request", ParDo.of(new RequestTrainingFn(registryUrl, settings)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Decision.CODER));
  }

  private static final class HearWindowsFn
      extends DoFn<KV<String, MonitoredWindow>, KV<String, PolicyEvent>> {
    @ProcessElement
    public void hear(
        @Element KV<String, MonitoredWindow> window, OutputReceiver<KV<String, PolicyEvent>> out) {
      out.output(KV.of(window.getKey(), new PolicyEvent(window.getValue(), null)));
    }
  }

  private static final class HearFilesFn extends DoFn<KV<String, String>, KV<String, PolicyEvent>> {
    @ProcessElement
    public void hear(
        @Element KV<String, String> file, OutputReceiver<KV<String, PolicyEvent>> out) {
      out.output(KV.of(file.getKey(), new PolicyEvent(null, file.getValue())));
    }
  }
}
