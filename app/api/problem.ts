import { z } from 'zod';

/** Every refusal of the API: its status and, for all of its kind, a title. */
const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'No valid token was shown' },
  'insufficient-scope': { status: 403, title: 'The token’s scopes do not allow this' },
  forbidden: { status: 403, title: 'The person the token stands for may not do this' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This address does not answer that method' },
  conflict: { status: 409, title: 'Something else is in the way' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong' },
} as const;

export type ProblemKind = keyof typeof PROBLEMS;

const TYPE = 'urn:sufficiency-market:problem:';
export const PROBLEM_KINDS = Object.keys(PROBLEMS) as ProblemKind[];
export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

export const FieldProblem = z.strictObject({
  field: z.string().meta({ description: 'The name of the parameter, or of the field of the body' }),
  detail: z.string(),
});
export type FieldProblem = z.output<typeof FieldProblem>;

export const Problem = z
  .strictObject({
    type: z.enum(PROBLEM_KINDS.map((kind) => `${TYPE}${kind}` as const)),
    title: z.string().meta({ description: 'The same for every problem of one type' }),
    status: z.int().meta({ description: 'The HTTP status' }),
    detail: z.string().meta({ description: 'What is wrong in this case, for people to read' }),
    errors: z.array(FieldProblem).optional().meta({ description: 'One entry for each field that is wrong' }),
  })
  .meta({
    description: 'RFC 9457, problem details',
    examples: [
      {
        type: `${TYPE}invalid-request`,
        title: PROBLEMS['invalid-request'].title,
        status: 400,
        detail: 'Correct the parameters named in errors',
        errors: [{ field: 'age', detail: 'Age must be from 0 to 25' }],
      },
    ],
  });
export type Problem = z.output<typeof Problem>;

export function problemOf(kind: ProblemKind, detail: string, errors?: FieldProblem[]): Problem {
  return { type: `${TYPE}${kind}`, ...PROBLEMS[kind], detail, ...(errors && { errors }) };
}

/** The statuses of kinds of problem, each once. */
export const statusesOf = (kinds: readonly ProblemKind[]) => [...new Set(kinds.map((kind) => PROBLEMS[kind].status))];
