// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

import io.fenceline.rule.function.HmacFunction;
import io.fenceline.rule.sql.SqlToken;
import io.fenceline.rule.sql.SqlTokens;
import io.fenceline.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The keys that the function hmac of a job has: their names; keys themselves are never here. */
public final class HmacKeys {
  private final Set<String> names;

  private HmacKeys(Set<String> names) {
    this.names = names;
  }

  /**
   * Tells a job where its keys are. Keys that its parameters name already stay.
   *
   * @param files path by name of the key
   */
  public static HmacKeys offer(StreamExecutionEnvironment env, Map<String, String> files) {
    Map<String, String> parameters =
        new TreeMap<>(env.getConfig().getGlobalJobParameters().toMap());
    files.forEach((name, file) -> parameters.put(HmacFunction.KEY_FILE + name, file));
    if (!files.isEmpty()) {
      env.getConfig().setGlobalJobParameters(Configuration.fromMap(parameters));
    }
    Set<String> names = new TreeSet<>();
    parameters.keySet().stream()
        .filter(parameter -> parameter.startsWith(HmacFunction.KEY_FILE))
        .forEach(parameter -> names.add(parameter.substring(HmacFunction.KEY_FILE.length())));
    return new HmacKeys(names);
  }

  /** What is wrong with a rule that wants a key which the job has not: it would end the job. */
  public Optional<RuleFault> missing(SqlRule rule) {
    List<SqlToken> tokens = SqlTokens.of(rule.source().sql());
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isName()
          && tokens.get(i).text().equalsIgnoreCase("hmac")
          && tokens.get(i + 1).is("(")) {
        SqlToken key = lastArgument(tokens, i + 1);
        String name = key.text().replace("'", "");
        if (key.kind() == SqlToken.Kind.STRING && !names.contains(name)) {
          return Optional.of(
              new RuleFault(
                  new Place(rule.source().sqlFile(), key.line()),
                  rule.id(),
                  "the job has no key " + RuleFaults.quote(name) + " for hmac",
                  "put one into a file (openssl rand -hex 32), and its path into "
                      + RuleOptions.HMAC_KEY_FILES.key()
                      + " under that name"));
        }
      }
    }
    return Optional.empty();
  }

  private static SqlToken lastArgument(List<SqlToken> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        return tokens.get(i - 1);
      }
    }
    return tokens.get(open);
  }
}
