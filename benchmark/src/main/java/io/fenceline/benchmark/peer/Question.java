// SPDX-License-Identifier: Apache-2.0
package io.fenceline.benchmark.peer;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * What "eight switches of the class within a minute" may mean. Each meaning has its answer in plain
 * Java, with which every other must agree exactly.
 */
enum Question {
  /** Eight switches, the last less than a minute after the first; then counting starts anew. */
  SWITCHES {
    @Override
    boolean asks(Seen seen, Request request) {
      boolean full = seen.switched(request) && seen.add(request.time()) < WINDOW;
      if (full) {
        seen.forgetTimes();
      }
      return full;
    }
  },
  /**
   * A request and eight after it, each of another class than the one taken before it, all within
   * less than a minute; then it starts anew with the next request.
   */
  REQUESTS {
    @Override
    boolean asks(Seen seen, Request request) {
      long before = seen.lastTime();
      boolean full =
          seen.switched(request)
              && seen.add(before) != Long.MAX_VALUE
              && request.time() - seen.oldest() < WINDOW;
      if (full) {
        seen.forget();
      }
      return full;
    }
  },
  /** Every switch with seven others at most a minute before it. */
  EVERY_SWITCH {
    @Override
    boolean asks(Seen seen, Request request) {
      return seen.switched(request) && seen.add(request.time()) <= WINDOW;
    }
  };

  static final int SWITCHES_NEEDED = 8;
  static final long WINDOW = 60_000;

  abstract boolean asks(Seen seen, Request request);

  /** The answer by plain Java, one thread, a map in memory: the limit of what is possible. */
  Matches answer(Iterator<Request> requests) {
    Map<Integer, Seen> clients = new HashMap<>();
    Matches matches = Matches.NONE;
    while (requests.hasNext()) {
      Request request = requests.next();
      if (asks(clients.computeIfAbsent(request.client(), client -> new Seen()), request)) {
        matches = matches.and(request.client(), request.time());
      }
    }
    return matches;
  }
}
