package io.millrace.runners.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** Records a second over the last ten seconds, from running counts. */
final class RecordRate {

  private static final long SPAN_NANOS = 10_000_000_000L;

  private record Point(long nanoTime, long records) {}

  private final Deque<Point> points = new ArrayDeque<>();

  void add(long nanoTime, long records) {
    points.addLast(new Point(nanoTime, records));
    while (points.size() > 2 && nanoTime - points.getFirst().nanoTime() > SPAN_NANOS) {
      points.removeFirst();
    }
  }

  /** Returns the rate; 0 until there are two counts. */
  double perSecond() {
    Point first = points.peekFirst();
    Point last = points.peekLast();
    if (first == null || last == null || last.nanoTime() <= first.nanoTime()) {
      return 0;
    }
    return (last.records() - first.records()) * 1e9 / (last.nanoTime() - first.nanoTime());
  }
}
