// SPDX-License-Identifier: Apache-2.0
package io.fenceline.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one YAML file whose top is a mapping. Refuses what makes such files lie: duplicate keys,
 * references ({@code *name}) and a second document.
 */
public final class YamlFile {
  private final String file;
  private final YAMLParser parser;

  private YamlFile(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads a file.
   *
   * @throws YamlFault if it cannot be read or is not such a file
   */
  public static YamlNode.Mapping read(Path path) {
    try {
      return read(path.toString(), Files.readString(path));
    } catch (NoSuchFileException e) {
      throw new YamlFault(path.toString(), "no such file");
    } catch (CharacterCodingException e) {
      throw new YamlFault(path.toString(), "is not UTF-8 text");
    } catch (IOException e) {
      throw new YamlFault(path.toString(), "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /**
   * Reads text.
   *
   * @param file its name in messages
   * @throws YamlFault if it is not such a file
   */
  public static YamlNode.Mapping read(String file, String text) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      return new YamlFile(file, parser).bounded();
    } catch (JsonProcessingException e) {
      // The parser's own message quotes lines of the file, which may hold a secret.
      String problem =
          e.getCause() instanceof MarkedYAMLException marked
              ? marked.getProblem()
              : "unexpected structure";
      throw new YamlFault(place(file, e.getLocation()), "is not valid YAML: " + problem);
    } catch (IOException e) {
      throw new YamlFault(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** What goes beyond the parser's bounds has no place of its own. */
  private YamlNode.Mapping bounded() throws IOException {
    try {
      return document();
    } catch (StreamConstraintsException e) {
      throw new YamlFault(here(), "is not valid YAML: values lie inside values too deep");
    }
  }

  private YamlNode.Mapping document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new YamlNode.Mapping(Map.of(), new Place(file, 1));
    }
    YamlNode top = node(first);
    if (parser.nextToken() != null) {
      throw new YamlFault(here(), "a second document begins here; keep one per file");
    }
    if (top instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw new YamlFault(top.place(), "expected 'key: value' lines, found " + top.kind());
  }

  private YamlNode node(JsonToken token) throws IOException {
    Place place = here();
    if (parser.isCurrentAlias()) {
      throw new YamlFault(place, "references (*name) are not understood; repeat the value");
    }
    return switch (token) {
      case START_OBJECT -> mapping(place);
      case START_ARRAY -> sequence(place);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar("a number", place);
      case VALUE_TRUE, VALUE_FALSE -> scalar("true or false", place);
      case VALUE_NULL -> new YamlNode.Scalar("", YamlNode.Scalar.NOTHING, place);
      default -> scalar("text", place);
    };
  }

  private YamlNode scalar(String kind, Place place) throws IOException {
    return new YamlNode.Scalar(parser.getText(), kind, place);
  }

  private YamlNode sequence(Place place) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(node(token));
    }
    return new YamlNode.Sequence(List.copyOf(items), place);
  }

  private YamlNode mapping(Place place) throws IOException {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place keyPlace = here();
      YamlNode.Entry entry = new YamlNode.Entry(keyPlace, node(parser.nextToken()));
      YamlNode.Entry earlier = entries.put(key, entry);
      if (earlier != null) {
        throw new YamlFault(
            keyPlace, "'" + key + "' stands in line " + earlier.key().line() + " already");
      }
    }
    return new YamlNode.Mapping(Collections.unmodifiableMap(entries), place);
  }

  private Place here() {
    return place(file, parser.currentTokenLocation());
  }

  private static Place place(String file, JsonLocation location) {
    return new Place(file, location == null ? 1 : Math.max(1, location.getLineNr()));
  }
}
