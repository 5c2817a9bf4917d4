package io.millrace.pipelines.tuning;

import java.util.Map;

/**
 * A trial to be carried out.
 *
 * @param number from 0 on
 * @param epochs how long it is trained
 * @param settings that it tries, by the path of their key
 */
public record TrialOrder(int number, int epochs, Map<String, String> settings) {}
