// SPDX-License-Identifier: Apache-2.0
package io.fenceline.job;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * What an option's value must be.
 *
 * @param shape one value, a list of them, or an open map from text to text
 * @param element class of the value, or of the list's items
 */
record OptionType(Shape shape, Class<?> element) {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  enum Shape {
    VALUE,
    LIST,
    MAP
  }

  /** The type of a constant {@code ConfigOption<…>}, as its declaration says. */
  static OptionType of(Field constant) {
    Type type = ((ParameterizedType) constant.getGenericType()).getActualTypeArguments()[0];
    if (type instanceof Class<?> value) {
      return new OptionType(Shape.VALUE, value);
    }
    ParameterizedType collection = (ParameterizedType) type;
    if (collection.getRawType() == Map.class) {
      return new OptionType(Shape.MAP, String.class);
    }
    if (collection.getRawType() == List.class
        && collection.getActualTypeArguments()[0] instanceof Class<?> item) {
      return new OptionType(Shape.LIST, item);
    }
    throw new IllegalStateException(constant + " has a type that no configuration file can hold");
  }

  /** In words, for messages and the options page. */
  String words() {
    return switch (shape) {
      case VALUE -> elementWords();
      case LIST -> "list of " + elementWords();
      case MAP -> "map of text";
    };
  }

  /** In words and with its bound, for those who went beyond it. */
  String wordsAndBound() {
    return element == Duration.class ? words() + " of at most " + LONGEST.toDays() + " d" : words();
  }

  private String elementWords() {
    if (element.isEnum()) {
      return Arrays.stream(element.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return Map.<Class<?>, String>of(
            String.class, "text",
            Integer.class, "whole number",
            Long.class, "whole number",
            Double.class, "number",
            Float.class, "number",
            Boolean.class, "true or false",
            Duration.class, "duration (30 s, 5 min)",
            MemorySize.class, "size (64 kb, 5 mb)")
        .getOrDefault(element, element.getSimpleName());
  }

  /**
   * Reads one value, or one item of a list.
   *
   * @throws IllegalArgumentException if the text is no such value; the message holds no value
   */
  Object convert(String text) {
    if (element == String.class) {
      return text;
    } else if (element == Integer.class) {
      return Integer.valueOf(text);
    } else if (element == Long.class) {
      return Long.valueOf(text);
    } else if (element == Double.class) {
      return finite(Double.parseDouble(text));
    } else if (element == Float.class) {
      return (float) finite(Double.parseDouble(text));
    } else if (element == Boolean.class && (text.equals("true") || text.equals("false"))) {
      return text.equals("true");
    } else if (element == Duration.class) {
      return bounded(TimeUtils.parseDuration(text));
    } else if (element == MemorySize.class) {
      return MemorySize.parse(text);
    } else if (element.isEnum()) {
      return constant(text);
    }
    throw new IllegalArgumentException();
  }

  /** A longer time makes no sense, and its milliseconds, added to a date, may be no number. */
  private static Duration bounded(Duration duration) {
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException();
    }
    return duration;
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private Object constant(String text) {
    return Arrays.stream(element.getEnumConstants())
        .filter(constant -> constant.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }
}
