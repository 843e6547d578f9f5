// SPDX-License-Identifier: Apache-2.0
package io.fenceline.analysis;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenizerFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/** What the analyzer of the server's own index of roles and keys is made of. */
public final class SecurityIndexAnalysis extends Plugin implements AnalysisPlugin {
  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "pattern_capture",
        AnalysisPlugin.requiresAnalysisSettings(SecurityIndexAnalysis::patternCapture),
        "unique",
        (index, environment, name, settings) -> new Unique(name, settings));
  }

  @Override
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    return Map.of(
        "uax_url_email",
        (index, environment, name, settings) -> new UrlAndEmail(index, name, settings));
  }

  private static TokenFilterFactory patternCapture(
      IndexSettings index, Environment environment, String name, Settings settings) {
    return new PatternCapture(name, settings);
  }

  private static final class PatternCapture extends AbstractTokenFilterFactory {
    private final List<Pattern> patterns;
    private final boolean original;

    PatternCapture(String name, Settings settings) {
      super(name, settings);
      patterns = settings.getAsList("patterns").stream().map(Pattern::compile).toList();
      original = settings.getAsBoolean("preserve_original", true);
    }

    @Override
    public TokenStream create(TokenStream tokens) {
      return new PatternCaptureGroupTokenFilter(
          tokens, original, patterns.toArray(new Pattern[0]));
    }
  }

  private static final class Unique extends AbstractTokenFilterFactory {
    Unique(String name, Settings settings) {
      super(name, settings);
    }

    @Override
    public TokenStream create(TokenStream tokens) {
      return new RemoveDuplicatesTokenFilter(tokens);
    }
  }

  private static final class UrlAndEmail extends AbstractTokenizerFactory {
    UrlAndEmail(IndexSettings index, String name, Settings settings) {
      super(index, settings, name);
    }

    @Override
    public Tokenizer create() {
      return new UAX29URLEmailTokenizer();
    }
  }
}
