import { type FieldProblem, PROBLEM_CONTENT_TYPE, type ProblemKind, problemOf } from '../api/problem.ts';

interface Extra {
  headers?: Record<string, string>;
  errors?: FieldProblem[];
}

/** A refusal of the API. Thrown inside a transaction, it rolls it back. */
export function problem(kind: ProblemKind, detail: string, { headers, errors }: Extra = {}): Response {
  const body = problemOf(kind, detail, errors);
  return Response.json(body, { status: body.status, headers: { ...headers, 'Content-Type': PROBLEM_CONTENT_TYPE } });
}
