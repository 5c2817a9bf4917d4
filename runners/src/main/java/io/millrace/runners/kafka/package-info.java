/**
 * A Kafka broker inside the JVM, for the demo and for tests: the real one, on one node.
 *
 * <p>Reads from: nothing. Writes to: the log directory it is given.
 *
 * <p>{@link io.millrace.runners.kafka.LocalKafka} is all there is; {@code LocalKafkaSettings} holds
 * the broker properties it runs with and why.
 */
@NullMarked
package io.millrace.runners.kafka;

import org.jspecify.annotations.NullMarked;
