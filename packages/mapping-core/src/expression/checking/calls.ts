import type { Parameter, ParameterType } from '../functions/entry.ts';
import { type FunctionEntry, signatureOf } from '../functions/entry.ts';
import { functions } from '../functions.ts';
import type { ExpressionType, Node, PathNode } from '../ir.ts';
import { nearestName } from '../../diagnostics/nearest-name.ts';
import type { SyntaxOf } from '../syntax.ts';
import type { Checker } from './checker.ts';
import { ratePaths } from './rate-paths.ts';
import { commonType, fits, isStrayNull, sourceOf, type TypeKind, typeName } from './type-rules.ts';

type Call = SyntaxOf<'call'>;

/** `f(a, b)`: the function, how many arguments it has, and what each can be. */
export function checkCall(checker: Checker, call: Call): Node | undefined {
  const entry = functions.get(call.name.name);
  const args = call.args.map((argument, index) => checker.check(argument, hintFor(entry, index)));
  if (entry === undefined) {
    const { name } = call.name;
    checker.report(
      'mapping/unknown-function',
      checker.spanOf(call.name),
      { name },
      { nearest: nearestName(name, functions.keys()) },
    );
    return undefined;
  }
  if (!countFits(checker, call, entry)) return undefined;
  const fitting = args.flatMap((argument, index) =>
    argument !== undefined && argumentFits(checker, entry, argument, index) ? [argument] : [],
  );
  if (fitting.length < args.length) return undefined;
  const type = resultType(checker, entry, fitting);
  return type && callNode(checker, call, { entry, args: fitting, type });
}

function hintFor(entry: FunctionEntry | undefined, index: number): TypeKind | undefined {
  const type = entry?.parameters[index]?.types[0];
  if (type === undefined || type === 'any') return undefined;
  return type === 'picklist' ? 'string' : type === 'currency' ? 'number' : type;
}

function callNode(
  checker: Checker,
  call: Call,
  { entry, args, type }: { entry: FunctionEntry; args: readonly Node[]; type: ExpressionType },
): Node {
  const own = entry.nullableFrom?.(args) ?? entry.nullable;
  const nullable = own || (entry.variadic === undefined && args.some((argument) => argument.nullable));
  const paths = entry.name === 'corporate' ? ratePaths(checker, args[0]) : [];
  return { kind: 'call', name: entry.name, args: [...args, ...paths], type, nullable, span: checker.spanOf(call) };
}

function countFits(checker: Checker, call: Call, entry: FunctionEntry): boolean {
  const { parameters, variadic } = entry;
  const { length } = call.args;
  const needed = parameters.filter(({ optional }) => optional === undefined).length;
  const extra = variadic ? undefined : call.args[parameters.length];
  if (length >= needed && extra === undefined) return true;
  const [span, actual, position] =
    extra === undefined
      ? [checker.spanOf(call.name), 'nothing', length + 1]
      : [checker.spanOf(extra), 'another value', parameters.length + 1];
  checker.report(
    'mapping/wrong-argument',
    span,
    { function: entry.name, actual, position },
    { allowed: [signatureOf(entry)] },
  );
  return false;
}

function argumentFits(checker: Checker, entry: FunctionEntry, argument: Node, index: number): boolean {
  const parameter = entry.parameters[Math.min(index, entry.parameters.length - 1)];
  if (parameter === undefined || isStrayNull(checker, argument)) return false;
  const refuse = (actual: string, extras: Parameters<Checker['report']>[3]): false => {
    checker.report(
      'mapping/wrong-argument',
      argument.span,
      { function: entry.name, actual, position: index + 1 },
      { allowed: [signatureOf(entry)], ...extras },
    );
    return false;
  };
  if (!parameter.types.some((type) => takes(type, argument))) return refuse(described(parameter, argument), {});
  const problem = literalProblem(parameter, argument);
  return problem === undefined || refuse(`\`${sourceOf(argument)}\``, problem);
}

function literalProblem(parameter: Parameter, argument: Node): ReturnType<NonNullable<Parameter['refuses']>> {
  if (argument.kind !== 'literal' || argument.value === null || typeof argument.value === 'boolean') return undefined;
  return parameter.refuses?.(argument.value);
}

function takes(type: ParameterType, argument: Node): boolean {
  if (type === 'picklist') return isPathOf(argument, ['picklist', 'multipicklist']);
  if (type === 'currency') return isPathOf(argument, ['currency']);
  return type === 'any' || fits(argument.type, type);
}

function isPathOf(argument: Node, types: readonly string[]): boolean {
  return argument.kind === 'path' && (argument.field === undefined || types.includes(argument.field.type));
}

/** A field of the right type would have fitted where a picklist or a currency is needed; say what it is instead. */
function described({ types }: Parameter, argument: Node): string {
  const special = types.includes('picklist') || types.includes('currency');
  if (!special) return `a ${typeName(argument.type)}`;
  const field: PathNode['field'] = argument.kind === 'path' ? argument.field : undefined;
  return field === undefined ? 'a calculated value' : `a field of type ${field.type}`;
}

function resultType(checker: Checker, entry: FunctionEntry, args: readonly Node[]): ExpressionType | undefined {
  if (entry.result !== 'argument') return { kind: entry.result };
  let type: ExpressionType = { kind: 'unknown' };
  for (const [index, argument] of args.entries()) {
    const common = commonType(type, argument.type);
    if (common === undefined) {
      const actual = `a ${typeName(argument.type)} beside a ${typeName(type)}`;
      const params = { function: entry.name, actual, position: index + 1 };
      checker.report('mapping/wrong-argument', argument.span, params, { allowed: [signatureOf(entry)] });
      return undefined;
    }
    type = common;
  }
  return type;
}
