export type DomainErrorCode = 'not-found' | 'forbidden' | 'conflict';

/** A refusal the person can be told about. Anything else thrown is a bug. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;

  constructor(code: DomainErrorCode, message: string) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
  }
}
