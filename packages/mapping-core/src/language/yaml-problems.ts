import type { ErrorCode } from 'yaml';

/** Our own words for what the YAML parser reports: its sentences repeat the text, which may hold a secret. */
const reasons: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias cannot have a tag or an anchor',
  BAD_COLLECTION_TYPE: 'the tag does not fit what follows it',
  BAD_DIRECTIVE: 'this directive is not known',
  BAD_DQ_ESCAPE: 'this escape is not known',
  BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
  BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place',
  BAD_SCALAR_START: 'a value cannot begin with this character unless it is quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a second `: ` stands on this line',
  BLOCK_IN_FLOW: 'a `: ` stands where a value inside braces would end',
  IMPOSSIBLE: 'the parser lost its way',
  KEY_OVER_1024_CHARS: 'a key has more than 1024 characters',
  MISSING_CHAR: 'a quote, comma, colon or bracket is missing',
  MULTILINE_IMPLICIT_KEY: 'a key cannot have several lines',
  MULTIPLE_ANCHORS: 'a value cannot have two anchors',
  MULTIPLE_TAGS: 'a value cannot have two tags',
  NON_STRING_KEY: 'a key must be a text',
  TAB_AS_INDENT: 'tabs cannot indent',
  TAG_RESOLVE_FAILED: 'the tag cannot be resolved',
  RESOURCE_EXHAUSTION: 'the brackets are nested too deeply',
  UNEXPECTED_TOKEN: 'nothing more can stand here',
};

export function yamlProblem(code: ErrorCode): string {
  return reasons[code] ?? 'the parser lost its way';
}
