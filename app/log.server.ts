import { type DestinationStream, type Logger, pino } from 'pino';

/** What an error line may hold of an error: nothing that a person typed or a browser sent. */
interface Fault {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  table?: string;
  /** Where it was thrown, without the message that a stack begins with. */
  stack?: string;
  cause?: Fault;
}

const LONGEST_MESSAGE = 500;
const DEEPEST_CAUSE = 3;
/** Postgres quotes the value it could not read in these: class 22, data exceptions. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z\d+.-]*):\/\/[^\s/@]*@[^\s"'<>]*/gi, '$1://[removed]'],
  [/\?[^\s"'<>]+/g, '?[removed]'],
  [/\b(bearer|basic)\s+\S+/gi, '$1 [removed]'],
  [/\b(password|passwd|secret|token|cookie|authorization|api[_-]?key)(["']?\s*[:=]\s*)\S+/gi, '$1$2[removed]'],
  [/[^\s"'<>(=:]+@[^\s"'<>)]+/g, '[e-mail]'],
];

/** The second net, for a line that is given a whole object by mistake. */
const SECRET_NAMES = ['password', 'newPassword', 'token', 'secret', 'cookie', 'authorization', 'email', 'text'];
const SECRET_PATHS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export function createLog(destination?: DestinationStream, level = chosenLevel()): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_PATHS, censor: '[removed]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Whoever starts the portal by hand reads its greeting; a service manager reads one line a request. */
function chosenLevel(): string {
  const given = process.env.LOG_LEVEL ?? '';
  return isLogLevel(given) ? given : process.stdout.isTTY ? 'warn' : 'info';
}

export const isLogLevel = (name: string): boolean => name === 'silent' || Object.hasOwn(pino.levels.values, name);

/** JSON lines on standard output. */
export const log = createLog();

const told = new WeakSet<object>();

/** Tells of an error of ours, once, however many hands it goes through. `where` says in which request it happened. */
export function tellFault(error: unknown, where: Record<string, unknown>, to: Logger = log): void {
  if (typeof error === 'object' && error !== null) {
    if (told.has(error)) return;
    told.add(error);
  }
  to.error({ ...where, fault: faultOf(error) }, 'fault');
}

/** Of an error only what is listed: `detail`, `where` and `parameters` of a database error hold values. */
export function faultOf(error: unknown, depth = 1): Fault {
  if (!(error instanceof Error)) return { type: typeof error, message: 'Thrown, and no Error' };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const fault: Fault = { type: error.name, message: withoutSecrets(messageOf(error, code)) };
  if (typeof code === 'string') fault.code = code;
  if (typeof constraint === 'string') fault.constraint = constraint;
  if (typeof table === 'string') fault.table = table;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  if (frames.length > 0) fault.stack = frames.map((line) => line.trim()).join('\n');
  if (error.cause !== undefined && depth < DEEPEST_CAUSE) fault.cause = faultOf(error.cause, depth + 1);
  return fault;
}

function messageOf(error: Error, code: unknown): string {
  const quotesValues = typeof code === 'string' && DATA_EXCEPTION.test(code);
  return quotesValues ? error.message.replace(/".*"/gs, '"[removed]"') : error.message;
}

export function withoutSecrets(text: string): string {
  const cut = text.slice(0, LONGEST_MESSAGE);
  return SECRETS.reduce((kept, [secret, instead]) => kept.replace(secret, instead), cut);
}
