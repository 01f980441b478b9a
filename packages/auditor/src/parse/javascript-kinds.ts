import type { Language } from 'web-tree-sitter';

/*
 * Which nodes of tree-sitter's JavaScript and TypeScript are read at all. Reading a node costs more than anything that
 * is done with it afterwards, and most of them are punctuation or types.
 */

/** What is done with a node. Numbers, because they stand in arrays by the id of the node's kind. */
export const roles = {
  skip: 0,
  /** A token that its parent remembers. */
  mark: 1,
  /** With what stands inside it is one text. */
  whole: 2,
  open: 3,
  comment: 4,
  unparsed: 5,
} as const;

/** Tokens that mean something where they stand; elsewhere they are punctuation. */
const markedTokens: ReadonlyMap<string, ReadonlySet<string>> = marked([
  [['function_declaration', 'function_expression', 'arrow_function'], ['async']],
  [['generator_function_declaration', 'generator_function'], ['async']],
  [['method_definition'], ['async', 'static', 'get', 'set']],
  [['public_field_definition'], ['declare', 'abstract', 'static']],
  [
    ['required_parameter', 'optional_parameter'],
    ['readonly', 'accessibility_modifier', 'override_modifier'],
  ],
  [['export_statement'], ['default', 'type', '*', '=', 'namespace']],
  [
    ['import_statement', 'import_specifier', 'export_specifier'],
    ['type', 'typeof'],
  ],
  [['assignment_expression'], ['using']],
  [['update_expression'], ['++', '--']],
  [['unary_expression'], ['!', '~', '-', '+', 'typeof', 'void', 'delete']],
  [
    ['augmented_assignment_expression'],
    ['+=', '-=', '*=', '/=', '%=', '^=', '&=', '|=', '>>=', '>>>=', '<<=', '**=', '&&=', '||=', '??='],
  ],
  [
    ['binary_expression'],
    [
      ...['&&', '||', '??', '==', '===', '!=', '!==', '<', '<=', '>', '>=', 'in', 'instanceof'],
      ...['+', '-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>', '>>>'],
    ],
  ],
]);

function marked(rows: readonly (readonly [readonly string[], readonly string[]])[]): Map<string, Set<string>> {
  return new Map(rows.flatMap(([kinds, tokens]) => kinds.map((kind) => [kind, new Set(tokens)] as const)));
}

/** Named nodes that say nothing about values. */
const skippedKinds: ReadonlySet<string> = new Set([
  ...['hash_bang_line', 'string_fragment', 'escape_sequence', 'statement_identifier', 'optional_chain'],
  ...['jsx_text', 'html_character_reference', 'jsx_closing_element', 'jsx_namespace_name', 'import_attribute'],
  ...['interface_declaration', 'type_alias_declaration', 'ambient_declaration', 'implements_clause', 'type_parameters'],
  ...['function_signature', 'method_signature', 'abstract_method_signature', 'index_signature', 'property_signature'],
  ...['call_signature', 'construct_signature', 'asserts_annotation', 'type_predicate_annotation', 'asserts'],
  ...['omitting_type_annotation', 'adding_type_annotation', 'opting_type_annotation', 'debugger_statement'],
  ...['accessibility_modifier', 'override_modifier'],
]);

/** Nodes that are taken with what stands inside as one text. */
const wholeKinds: ReadonlySet<string> = new Set([
  ...['identifier', 'property_identifier', 'private_property_identifier', 'shorthand_property_identifier'],
  ...['shorthand_property_identifier_pattern', 'string', 'number', 'regex', 'this', 'super', 'true', 'false', 'null'],
  ...['undefined', 'import', 'meta_property', 'empty_statement', 'break_statement', 'continue_statement'],
]);

/** Types are read where they annotate a parameter or a field. */
const typeKinds: ReadonlySet<string> = new Set([
  ...['type_annotation', 'type_arguments', 'type_identifier', 'nested_type_identifier', 'generic_type'],
  ...['predefined_type', 'array_type', 'conditional_type', 'constructor_type', 'existential_type', 'flow_maybe_type'],
  ...['function_type', 'index_type_query', 'infer_type', 'intersection_type', 'literal_type', 'lookup_type'],
  ...['object_type', 'optional_type', 'parenthesized_type', 'readonly_type', 'rest_type', 'template_literal_type'],
  ...['this_type', 'tuple_type', 'type_predicate', 'type_query', 'union_type'],
]);

/** Where these stand, types are read: below parameters and fields, and the names of classes. */
const typedParents: ReadonlyMap<string, ReadonlySet<string> | 'any'> = new Map<string, Set<string> | 'any'>([
  ...['required_parameter', 'optional_parameter', 'public_field_definition'].map(
    (kind) => [kind, new Set(['type_annotation'])] as const,
  ),
  ...['type_annotation', 'type_arguments', 'nested_type_identifier'].map((kind) => [kind, 'any'] as const),
  ['generic_type', 'any'],
  ...['class', 'class_declaration', 'abstract_class_declaration'].map(
    (kind) => [kind, new Set(['type_identifier'])] as const,
  ),
]);

/** The types that have something inside worth reading. */
const openTypes: ReadonlySet<string> = new Set([
  'type_annotation',
  'type_arguments',
  'nested_type_identifier',
  'generic_type',
]);

/** In these a comma says which place an item has: `[, b]`. */
const listKinds: ReadonlySet<string> = new Set(['array', 'array_pattern']);

/** Code that does not parse is kept in the nearest of these. */
export const statementLists: ReadonlySet<string> = new Set([
  ...['program', 'statement_block', 'class_body', 'switch_case', 'switch_default', 'ERROR'],
]);

/** The kinds of nodes of a grammar, by their ids. */
export interface Kinds {
  readonly names: readonly string[];
  /** Below a parent with the id, the role of each kind. */
  readonly below: (parent: number) => Uint8Array;
}

/** The kinds of a grammar; one more than it has is code that does not parse. */
export function kindsOf(language: Language): Kinds {
  const names = [...language.types, 'ERROR'];
  const isNamed = names.map((_, id) => id < language.types.length && language.nodeTypeIsNamed(id));
  const rows: Uint8Array[] = [];
  const below = (parent: number): Uint8Array => {
    rows[parent] ??= Uint8Array.from(names, (name, id) => roleOf(names[parent] ?? '', name, isNamed[id] ?? false));
    return rows[parent];
  };
  return { names, below };
}

function roleOf(parent: string, kind: string, isNamed: boolean): number {
  if (kind === 'ERROR') return roles.unparsed;
  if (kind === 'comment' || kind === 'html_comment') return roles.comment;
  if (markedTokens.get(parent)?.has(kind)) return roles.mark;
  if (!isNamed) return kind === ',' && listKinds.has(parent) ? roles.whole : roles.skip;
  if (skippedKinds.has(kind)) return roles.skip;
  if (wholeKinds.has(kind)) return roles.whole;
  if (!typeKinds.has(kind)) return roles.open;
  const types = typedParents.get(parent);
  if (types !== 'any' && !types?.has(kind)) return roles.skip;
  return openTypes.has(kind) ? roles.open : roles.whole;
}
