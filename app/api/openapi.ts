import { z } from 'zod';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { Me } from './me-resource.ts';
import { PriceSchedule, PriceSchedulePage, PriceScheduleSummary } from './price-schedule-resource.ts';
import { PROBLEM_CONTENT_TYPE, Problem, type ProblemKind, statusesOf } from './problem.ts';
import { PurchasingSystem, PurchasingSystems } from './purchasing-system-resource.ts';
import { PlaceQuote } from './quote-resource.ts';
import { Vacancy, VacancyPage, VacancyQuote, WithheldLot } from './vacancy-resource.ts';

/** What the document names, and points at from elsewhere. */
const NAMED = {
  ...{ Me, Problem, Vacancy, VacancyPage, VacancyQuote, WithheldLot },
  ...{ PlaceQuote, PurchasingSystem, PurchasingSystems, PriceSchedule, PriceSchedulePage, PriceScheduleSummary },
};
const named = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(NAMED)) {
  named.add(schema, { id });
}
const refTo = (id: string) => `#/components/schemas/${id}`;

/** Of the defaults in parameters none depends on the day. */
const ANY_DAY = '2027-01-01';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The OpenAPI document, made of the schemas that validate. `publicUrl` is the address people use. */
export function openApiDocument(publicUrl: string) {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Sufficiency Market',
      version: '1',
      description:
        'For programs of authorities and providers, from server to server. A field may be added at any time: ignore those you do not know.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: new URL(publicUrl).origin }],
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A token made at /account/api-tokens. It stands for its person in one organisation, and sees what they see. Scopes: read (everything that answers GET), write (everything that changes something).',
        },
      },
    },
  };
}

function operation({ path, operationId, summary, scope, parameters, answer, refusals }: Endpoint) {
  const asked = [...pathParameters(path), ...(parameters ? parametersOf(parameters(ANY_DAY)) : [])];
  const always: ProblemKind[] = scope ? ['unauthenticated', 'insufficient-scope', 'internal'] : ['internal'];
  const problems = statusesOf([...refusals, ...always, 'method-not-allowed']).toSorted((a, b) => a - b);
  return {
    operationId,
    summary,
    security: scope ? [{ token: [scope] }] : [],
    ...(asked.length > 0 && { parameters: asked }),
    responses: {
      200: { description: descriptionOf(answer), content: { 'application/json': { schema: schemaOf(answer) } } },
      ...Object.fromEntries(problems.map((status) => [status, problemResponse(status)])),
    },
  };
}

function problemResponse(status: number) {
  return {
    description: PROBLEM_DESCRIPTIONS[status] ?? 'Refused',
    ...(status === 401 && { headers: { 'WWW-Authenticate': { schema: { type: 'string' } } } }),
    ...(status === 405 && { headers: { Allow: { schema: { type: 'string' } } } }),
    content: { [PROBLEM_CONTENT_TYPE]: { schema: { $ref: refTo('Problem') } } },
  };
}

const PROBLEM_DESCRIPTIONS: Record<number, string> = {
  400: 'A parameter is not valid',
  401: 'No token, or one that is unknown, over or revoked',
  403: 'The token’s scopes, or its person’s roles, do not allow this',
  404: 'Not found',
  405: 'Another method is needed: see Allow',
  409: 'Something else is in the way',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
};

/** The ids that an address holds: {scheduleId}. */
function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));
}

/** OpenAPI's own words for the query that a schema reads. */
function parametersOf(schema: z.ZodObject) {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, example, ...rest } = property as JsonSchema;
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(description && { description }),
      ...(rest.type === 'array' && { style: 'form', explode: true }),
      schema: rest,
      ...(example !== undefined && { example }),
    };
  });
}

const descriptionOf = (schema: z.ZodType) => schema.meta()?.description ?? 'Done';

function schemaOf(schema: z.ZodType): object {
  const id = named.get(schema)?.id;
  if (id) return { $ref: refTo(id) };
  return open(z.toJSONSchema(schema));
}

function namedSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(named, { uri: refTo, override: ({ jsonSchema }) => void open(jsonSchema) });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, open(schema)]));
}

/** Without what belongs to a document of its own; and with room for fields that come later. */
function open(schema: JsonSchema): JsonSchema {
  delete schema.$schema;
  delete schema.$id;
  delete schema.additionalProperties;
  return schema;
}
