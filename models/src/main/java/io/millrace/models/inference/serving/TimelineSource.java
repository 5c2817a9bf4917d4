package io.millrace.models.inference.serving;

/** A source that also says which version was, is or will be in force at each event time. */
public interface TimelineSource extends ModelSource {

  /** The timeline as it is known now; empty when there is no version yet. */
  VersionTimeline timeline() throws Exception;

  /** Where a version of the timeline lies, on this machine. */
  ModelLocation locate(long version) throws Exception;
}
