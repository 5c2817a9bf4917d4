package io.millrace.runners.kafka;

import java.nio.file.Path;
import java.util.Properties;

/** The broker properties of a {@link LocalKafka}. */
final class LocalKafkaSettings {

  private LocalKafkaSettings() {}

  static Properties of(Path directory, int brokerPort, int controllerPort) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("inter.broker.listener.name", "PLAINTEXT");
    p.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("log.dirs", directory.toAbsolutePath().toString());
    oneNodeOnly(p);
    eventTimeIsNotClockTime(p);
    return p;
  }

  private static void oneNodeOnly(Properties p) {
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    // After a kill the old registration must expire first: 11 s by default, 3 s so.
    p.setProperty("broker.session.timeout.ms", "1500");
    p.setProperty("broker.heartbeat.interval.ms", "300");
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "2");
    // Held on the heap from the start; 128 MB by default.
    p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    p.setProperty("log.segment.bytes", "67108864");
  }

  /**
   * Timestamps of replayed records lie years back and years apart; none of it may delete or roll.
   */
  private static void eventTimeIsNotClockTime(Properties p) {
    p.setProperty("log.retention.ms", "-1");
    p.setProperty("log.retention.bytes", "-1");
    p.setProperty("log.roll.ms", String.valueOf(Long.MAX_VALUE));
    p.setProperty("log.message.timestamp.before.max.ms", String.valueOf(Long.MAX_VALUE));
    p.setProperty("log.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
  }
}
