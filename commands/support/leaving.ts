/** How to stop what was started so far, the latest last. */
export const started: (() => Promise<void>)[] = [];
let leavingSince: number | undefined;

/** Ctrl+C reaches us twice, from the terminal and through npm: a second signal counts once it cannot be the same. */
const SAME_SIGNAL_MS = 1_000;

/** Ends in order at a signal, and with whoever started us. */
export function leaveWhenAsked() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leaveOrEnd);
  // A test run that started us holds a channel to us; it closes when that run ends, killed or not.
  process.once('disconnect', () => leave(0));
  if (process.env.npm_lifecycle_event) watchParent();
}

/** Stops what was started, the latest first. Says why, unless what goes wrong comes of leaving. */
export async function leave(status: number, why?: string) {
  if (leavingSince !== undefined) return;
  leavingSince = Date.now();
  if (why) console.log(why);
  for (const stop of started.reverse()) await stop();
  process.exit(status);
}

/** A second signal is from somebody who does not want to wait. */
function leaveOrEnd() {
  if (leavingSince !== undefined && Date.now() - leavingSince > SAME_SIGNAL_MS) process.exit(1);
  return leave(0);
}

/** A signal sent to npm ends npm and its shell and does not come through to us. */
function watchParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && leave(0), 500).unref();
}
