// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/**
 * Hears which task of a job in this process failed first, as Flink tells that in its log only, and
 * says which rules in SQL may be to blame: the operators of a rule are named after it.
 */
final class FailedTask implements AutoCloseable {
  private static final String TASKS = "org.apache.flink.runtime.taskmanager.Task";
  private static final String FAILED = "with failure cause";

  /** {@code many-alike: OverAggregate -> many-alike: Calc (1/2)#0}. */
  private static final Pattern RULE = Pattern.compile("(?:^|[ (])([a-z0-9][a-z0-9-]*): [A-Za-z]");

  private final AtomicReference<String> name = new AtomicReference<>("");
  private final AbstractAppender ear =
      new AbstractAppender("fenceline-failed-task", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          String message = event.getMessage().getFormattedMessage();
          if (message.contains(FAILED)) {
            name.compareAndSet("", message);
          }
        }
      };

  /** Begins to listen. */
  FailedTask() {
    ear.start();
    if (LogManager.getLogger(TASKS) instanceof Logger logger) {
      logger.addAppender(ear);
      // Flink says it as a warning, which may be less than is logged.
      Configurator.setLevel(TASKS, Level.WARN);
    }
  }

  /** What to add to the message of a failure; empty if no rule can be to blame. */
  String blame(Throwable cause) {
    return comesFromSql(cause) ? blame(name.get()) : "";
  }

  /**
   * What to say of a task.
   *
   * @param task what Flink logs of it
   */
  static String blame(String task) {
    Set<String> rules = new TreeSet<>();
    Matcher matcher = RULE.matcher(task);
    while (matcher.find()) {
      rules.add(matcher.group(1));
    }
    if (rules.isEmpty()) {
      return "";
    }
    String all = String.join(", ", rules);
    return rules.size() == 1
        ? ". This is the rule %s: mend it, or leave it out with rules.exclude: [%s]."
            .formatted(all, all)
        : ". This is one of the rules %s: leave them out with rules.exclude, and add them again one by one."
            .formatted(all);
  }

  /** Code that was made for a query stands in no package. */
  private static boolean comesFromSql(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      String type = frame.getClassName();
      if (type.startsWith("org.apache.flink.table.")
          || type.startsWith("org.apache.flink.cep.")
          || type.indexOf('.') < 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (LogManager.getLogger(TASKS) instanceof Logger logger) {
      logger.removeAppender(ear);
    }
  }
}
