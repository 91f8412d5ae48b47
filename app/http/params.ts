import { DomainError } from '../domain/errors.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id in an address; what is not one cannot be there, so it is not found. */
export function idParam(value: string | undefined, what: string): string {
  if (!value || !UUID.test(value)) throw new DomainError('not-found', `${what} not found`);
  return value;
}
