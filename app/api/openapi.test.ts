import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ENDPOINTS, methodsAt } from './endpoints.ts';
import { openApiDocument } from './openapi.ts';
import { PROBLEM_KINDS, Problem, problemOf } from './problem.ts';
import { vacancyParameters } from './vacancy-parameters.ts';
import { Vacancy, VacancyPage } from './vacancy-resource.ts';

// As a reader gets it.
const document = JSON.parse(JSON.stringify(openApiDocument('https://market.example/'))) as ReturnType<
  typeof openApiDocument
>;

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Every object within, outermost first. */
function objectsIn(value: Json): { [name: string]: Json }[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (value === null || typeof value !== 'object') return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

const all = objectsIn(document as unknown as Json);
const at = (pointer: string) =>
  pointer
    .slice(2)
    .split('/')
    .reduce<Json | undefined>((value, name) => (value as { [name: string]: Json } | undefined)?.[name], {
      ...(document as unknown as { [name: string]: Json }),
    });

test('every route file is an endpoint of the document, and every endpoint has a route file', async () => {
  const files = await readdir(new URL('../routes', import.meta.url));
  const addresses = files
    .filter((file) => file.startsWith('api.v1.') && file !== 'api.v1.$.ts')
    .map(
      (file) =>
        `/${file.replace(/\.tsx?$/, '').replaceAll(/\.(?!json)|\[\.\](?=json)/g, (dot) => (dot === '.' ? '/' : '.'))}`,
    )
    .map((address) => address.replaceAll(/\$(\w+)/g, '{$1}'));
  expect(Object.keys(document.paths).toSorted()).toEqual(addresses.toSorted());
  const keys = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('every reference leads somewhere, and nothing internal is named', () => {
  const references = all.flatMap((object) => (typeof object.$ref === 'string' ? [object.$ref] : []));
  expect(references.length).toBeGreaterThan(5);
  for (const reference of references) expect(at(reference), reference).toBeDefined();
  for (const object of all) expect(Object.keys(object)).not.toContain('$id');
});

test('every operation has an answer, its refusals as problem details, and a scope unless anyone may ask', () => {
  for (const { method, path, scope, operationId } of ENDPOINTS) {
    const operation = document.paths[path]?.[method.toLowerCase()] as {
      operationId: string;
      security: object[];
      responses: Record<string, { description: string; content: Record<string, object> }>;
    };
    expect(operation).toMatchObject({ operationId, security: scope ? [{ token: [scope] }] : [] });
    const { 200: ok, ...refusals } = operation.responses;
    expect(ok?.content).toHaveProperty('application/json');
    expect(Object.keys(refusals)).toEqual(
      expect.arrayContaining(scope ? ['401', '403', '405', '500'] : ['405', '500']),
    );
    for (const { content, description } of Object.values(refusals)) {
      expect(Object.keys(content)).toEqual(['application/problem+json']);
      expect(description).not.toBe('Refused');
    }
  }
});

/** A schema of the document with what it refers to inside it, as a reader's validator takes it. */
const validator = (name: string) =>
  z.fromJSONSchema({
    ...JSON.parse(
      JSON.stringify({ $ref: `#/$defs/${name}`, $defs: document.components.schemas }).replaceAll(
        '#/components/schemas/',
        '#/$defs/',
      ),
    ),
  });

test('every schema is one that a validator reads, and its examples keep to it', () => {
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const reader = validator(name);
    for (const example of (schema as { examples?: Json[] }).examples ?? []) reader.parse(example);
    expect(reader.safeParse({ no: 'such thing' }).success, name).toBe(false);
  }
});

test('the document’s own examples are ones that our schemas accept, and a field of another kind is not', () => {
  const { examples } = VacancyPage.meta() as { examples: unknown[] };
  const example = VacancyPage.parse(examples[0]);
  expect(example).toEqual(examples[0]);
  const [vacancy] = example.vacancies;
  expect(validator('Vacancy').safeParse({ ...vacancy, places: 'one' }).success).toBe(false);
  expect(Vacancy.safeParse({ ...vacancy, secret: 1 }).success, 'what is not documented').toBe(false);
  expect(validator('Vacancy').safeParse({ ...vacancy, later: 1 }).success, 'what may come later').toBe(true);
});

interface Parameter {
  name: string;
  required: boolean;
  example?: unknown;
  description?: string;
  schema: object;
}

test('the parameters are those that are read, and their examples are read', () => {
  const operation = document.paths['/api/v1/vacancies']?.get as { parameters: Parameter[] } | undefined;
  const parameters = operation?.parameters ?? [];
  const schema = vacancyParameters('2026-11-22');
  expect(parameters.map(({ name }) => name)).toEqual(Object.keys(schema.shape));
  const required = parameters.filter((parameter) => parameter.required);
  expect(required.map(({ name }) => name)).toEqual(['type', 'age', 'gender', 'postcode']);
  for (const { description, name } of parameters) expect(description, name).toBeTruthy();
  expect(parameters.find(({ name }) => name === 'age')?.schema).toEqual({ type: 'integer', minimum: 0, maximum: 25 });
  expect(parameters.find(({ name }) => name === 'from')?.schema).not.toHaveProperty('default');
  const asked = required.map(({ name, example }) => [name, String(example)]);
  expect(schema.safeParse(Object.fromEntries(asked)).success).toBe(true);
});

test('every kind of problem keeps to the schema of problems', () => {
  for (const kind of PROBLEM_KINDS) Problem.parse(problemOf(kind, 'In this case', [{ field: 'age', detail: 'No' }]));
});

test('an address says what it answers', () => {
  expect(methodsAt('/api/v1/me')).toBe('GET, HEAD, OPTIONS');
  expect(methodsAt('/api/v1/nothing')).toBe('OPTIONS');
});
