package io.millrace.pipelines.config;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The span of event time that is the reference: the schema, the drift grid and the first model are
 * made from it.
 *
 * @param from in the span
 * @param to not in the span
 */
public record BootstrapSettings(Instant from, Instant to) {

  /**
   * @param zone of dates and times that name none
   */
  static BootstrapSettings read(Section bootstrap, ZoneId zone) {
    Kind<Instant> moment = Kind.moment(zone);
    Instant from = bootstrap.requiredOrNull("from", moment);
    Instant to = bootstrap.requiredOrNull("to", moment);
    if (from != null && to != null && !from.isBefore(to)) {
      bootstrap.problem("to", to.toString(), "a time after from, which is " + from);
    }
    return new BootstrapSettings(
        from == null ? Instant.EPOCH : from, to == null ? Instant.EPOCH : to);
  }
}
