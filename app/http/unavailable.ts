/** Codes of Postgres and of the network that mean: not now, later perhaps. */
const NOT_NOW = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '53300', // too many connections
  '57014', // a statement took longer than it may
  '57P01', // the server is stopping,
  '57P02', // has crashed,
  '57P03', // or is on its way up
]);

/** What the driver says without a code. */
const SAYS_SO = /^(timeout exceeded when trying to connect|Connection terminated)/;

/** True where the database is away, or has no connection left for us: a 503, not a fault in what was asked. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && NOT_NOW.has(code)) || SAYS_SO.test(error.message) || isUnavailable(error.cause);
}
