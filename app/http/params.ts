import { DomainError } from '../domain/errors.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id in an address; what is not one cannot be there, so it is not found. */
export function idParam(value: string | undefined, what: string): string {
  if (!value || !UUID.test(value)) throw new DomainError('not-found', `${what} not found`);
  return value;
}

/** Which hold of which admission an address is about. */
export const holdParams = (params: Readonly<Record<string, string | undefined>>) => ({
  id: idParam(params.holdId, 'Hold'),
  admissionId: idParam(params.admissionId, 'Admission'),
});
