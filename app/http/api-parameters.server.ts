import { parseWithZod } from '@conform-to/zod/v4';
import type { z } from 'zod';
import { problem } from './problem.server.ts';

/** The parameters of a query, read as a page reads them; a problem that names each one that is wrong, or that is none of ours. */
export function parametersOf<Schema extends z.ZodObject>(
  schema: Schema,
  { asked, read }: { asked: URLSearchParams; read: URLSearchParams },
): z.output<Schema> {
  const unknown = [...new Set(asked.keys())].filter((name) => !Object.hasOwn(schema.shape, name));
  const submission = parseWithZod(read, { schema });
  if (submission.status === 'success' && unknown.length === 0) return submission.value;
  const invalid = Object.entries(submission.status === 'success' ? {} : (submission.error ?? {}));
  throw invalidParameters([
    ...invalid.map(([field, details]) => ({ field, detail: details?.[0] ?? 'This is not valid' })),
    ...unknown.map((field) => ({ field: field.slice(0, MOST_NAME), detail: 'There is no such parameter' })),
  ]);
}

const MOST_NAME = 80;

export const invalidParameters = (errors: { field: string; detail: string }[]) =>
  problem('invalid-request', 'Correct the parameters named in errors', { errors });
