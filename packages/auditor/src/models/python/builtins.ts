import { keptElement, treated } from '../../flow/collections.ts';
import { merged, treatmentsOfAll } from '../../flow/combine.ts';
import { elementOf, keysOf } from '../../flow/refine.ts';
import { deepSources, madeOf } from '../../flow/sources.ts';
import { constant, noFacts, plain, shaped, type Truth, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { equalOrSigned } from '../signatures.ts';
import { passes } from '../tools.ts';

const first: CallModel = ({ arguments: args }) => args.positional[0] ?? plain;
/** Nothing of what goes in comes out: a new id, a time, a length. */
const fresh: CallModel = () => plain;

const dict: CallModel = ({ arguments: args }) => {
  const own: Value = shaped({ kind: 'dict', fields: args.named, rest: null });
  return args.positional[0] === undefined ? own : merged(args.positional[0], own);
};

/** The largest of several: what was done to all of them was done to it. */
const largest: CallModel = ({ arguments: args }) => ({
  ...madeOf(args.positional),
  treatments: treatmentsOfAll(args.positional),
});

/** The smaller one of what the client says and what the server says. */
const smallest: CallModel = (call, tools) => {
  const { positional } = call.arguments;
  const value = largest(call, tools);
  const isCapped = positional.length > 1 && positional.some((one) => deepSources(one).length === 0);
  return isCapped && value !== undefined ? treated(value, ['capped']) : value;
};

const number: CallModel = ({ arguments: args }) => treated(args.positional[0] ?? plain, ['number']);

const hashed: CallModel = ({ arguments: args }) => treated(madeOf(args.positional), ['hashed']);

function sortedOf(value: Value): Value {
  const isBody =
    value.shape.kind === 'dict' || value.sources.some((source) => source.kind === 'request' && source.name === '');
  return isBody ? shaped({ kind: 'list', items: [{ ...keysOf(value), sources: [] }] }) : value;
}

/** `filter(test, items)` lets through what the test takes for true. */
const filtered: CallModel = ({ arguments: args }, { call }) => {
  const [test, items] = args.positional;
  if (test === undefined || items === undefined) return undefined;
  const { truth } = call(test, [elementOf(items)]);
  return shaped({ kind: 'list', items: [keptElement(items, truth?.whenTrue ?? noFacts)] });
};

const mapped: CallModel = ({ arguments: args }, { call }) => {
  const [make, items] = args.positional;
  if (make === undefined || items === undefined) return undefined;
  return shaped({ kind: 'list', items: [call(make, [elementOf(items)])] });
};

export const pythonCalls: readonly (readonly [string, CallModel])[] = [
  ...[
    'str',
    'bool',
    'list',
    'tuple',
    'set',
    'reversed',
    'frozenset',
    'copy.copy',
    'copy.deepcopy',
    'uuid.UUID',
    'urllib.parse.unquote',
    'html.escape',
    'json.loads',
    'json.dumps',
    'base64.b64decode',
    'base64.urlsafe_b64decode',
    'repr',
    'iter',
    'next',
    'enumerate',
    'typing.cast',
    'markupsafe.escape',
  ].map((name): [string, CallModel] => [
    name,
    name === 'next'
      ? ({ arguments: args }) => (args.positional[0] === undefined ? plain : elementOf(args.positional[0]))
      : name === 'typing.cast'
        ? ({ arguments: args }) => args.positional[1] ?? plain
        : first,
  ]),
  ...[
    'uuid.uuid4',
    'uuid.uuid1',
    'uuid.uuid7',
    'time.time',
    'datetime.datetime.utcnow',
    'datetime.datetime.now',
    'datetime.now',
    'len',
    'secrets.token_urlsafe',
    'secrets.token_hex',
    'os.environ.get',
    'os.getenv',
    'random.randint',
    'ulid.new',
  ].map((name): [string, CallModel] => [name, fresh]),
  // Of what is read by its names, a sorted list has the names alone.
  ['sorted', ({ arguments: args }) => (args.positional[0] === undefined ? plain : sortedOf(args.positional[0]))],
  ['filter', filtered],
  ['map', mapped],
  ['dict', dict],
  ['collections.OrderedDict', dict],
  ['collections.defaultdict', () => shaped({ kind: 'dict', fields: new Map(), rest: null })],
  ['min', smallest],
  ['max', largest],
  ...['int', 'float', 'round', 'abs', 'decimal.Decimal'].map((name): [string, CallModel] => [name, number]),
  ['json.dumps', passes],
  ...[
    'werkzeug.security.generate_password_hash',
    'bcrypt.hashpw',
    'hashlib.pbkdf2_hmac',
    'hashlib.scrypt',
    'argon2.PasswordHasher().hash',
    'passlib.hash.bcrypt.hash',
    'passlib.context.CryptContext().hash',
  ].map((name): [string, CallModel] => [name, hashed]),
  [
    'enumerate',
    ({ arguments: args }) =>
      shaped({
        kind: 'list',
        items: [
          shaped({
            kind: 'list',
            items: [constant(0), args.positional[0] === undefined ? plain : elementOf(args.positional[0])],
          }),
        ],
      }),
  ],
];

export const pythonTruths: readonly (readonly [string, (call: ModelCall) => Truth | undefined])[] = [
  ['hmac.compare_digest', equalOrSigned],
  ['secrets.compare_digest', equalOrSigned],
  ['operator.eq', equalOrSigned],
];
