import { createHmac, timingSafeEqual } from 'node:crypto';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** Clocks differ: the step before and the one after count as well (RFC 6238, 5.2). */
const STEPS_ASIDE = [0, -1, 1];

/**
 * The time step, Unix seconds divided by 30, whose code this is: RFC 6238 with HMAC-SHA-1, as authenticator apps have it. Undefined where
 * the code is of no step about `now`, in milliseconds.
 */
export function timeStepOf(secret: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const current = Math.floor(now / 1000 / STEP_SECONDS);
  return STEPS_ASIDE.map((aside) => current + aside).find((step) =>
    timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code)),
  );
}

function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}
