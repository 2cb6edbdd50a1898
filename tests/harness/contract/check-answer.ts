import { Validator, type Schema } from '@cfworker/json-schema';
import { openApiDocument } from '#electron/embedded-grc/openapi/document.ts';

export type SeenAnswer = {
  readonly method: string;
  /** After `/v1`, without its query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type Response = { readonly content?: Content };
type Operation = { readonly operationId: string; readonly responses: Readonly<Record<string, Response>> };
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; readonly components: unknown };

export type ContractCheck = {
  /** Names of all operations of the contract. */
  readonly operations: readonly string[];
  /** The operation that was answered, and what the contract does not say of the answer. Any other path may only be 404. */
  readonly check: (answer: SeenAnswer) => { readonly operation: string | undefined; readonly violation: string | undefined };
};

export function contractCheck(document: unknown = openApiDocument()): ContractCheck {
  const { paths, components } = document as Document;
  const validators = new Map<Schema, Validator>();

  function validatorOf(schema: Schema): Validator {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    // References point into the whole document.
    const made = new Validator({ ...schema, components } as Schema, '2020-12', false);
    validators.set(schema, made);
    return made;
  }

  function wrongBody(content: Content | undefined, { contentType, body, method }: SeenAnswer): string | undefined {
    if (content === undefined) return body === '' ? undefined : 'a body where none is declared';
    if (method === 'HEAD') return undefined;
    const [type = ''] = contentType.split(';');
    const declared = content[type.trim()];
    if (declared === undefined) return `content type ${type || 'missing'}, declared: ${Object.keys(content).join(', ')}`;
    if (!type.includes('json')) return undefined;
    const value = parsed(body);
    if (value === undefined) return 'a body that is no JSON';
    const { valid, errors } = validatorOf(declared.schema).validate(value);
    const deepest = errors.at(-1);
    return valid ? undefined : `${deepest?.instanceLocation ?? '#'}: ${deepest?.error ?? 'does not match'}`;
  }

  return {
    operations: Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId)),
    check: (answer) => {
      const { method, path, status } = answer;
      const template = templateOf(Object.keys(paths), path);
      const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
      const violation = (why: string | undefined): string | undefined => (why === undefined ? undefined : `${method} ${template ?? path} ${status}: ${why}`);
      if (operation === undefined) return { operation: undefined, violation: violation(status === 404 ? undefined : 'not in the contract') };
      const declared = operation.responses[String(status)] ?? operation.responses[`${String(status)[0]}XX`];
      const why = declared === undefined ? `not declared, declared: ${Object.keys(operation.responses).join(', ')}` : wrongBody(declared.content, answer);
      return { operation: operation.operationId, violation: violation(why) };
    },
  };
}

/** A literal path wins over one with a parameter. */
function templateOf(templates: readonly string[], path: string): string | undefined {
  const fitting = templates.filter((template) => {
    const [want, have] = [template.split('/'), path.split('/')];
    return want.length === have.length && want.every((part, place) => part.startsWith('{') || part === have[place]);
  });
  return fitting.sort((a, b) => a.split('{').length - b.split('{').length)[0];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
