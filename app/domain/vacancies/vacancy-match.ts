import { type NeedCode, needLabel } from '../services/needs.ts';

export interface Reason {
  fits: boolean | null;
  text: string;
}

/**
 * Why a place fits, criterion by criterion. A need that the provider lists is met; one in neither of its lists is unknown (`fits` null):
 * a "cannot" is never read from a missing "can".
 */
export function needReasons(needs: readonly NeedCode[], canMeet: readonly string[]): Reason[] {
  return needs.map((need) =>
    canMeet.includes(need)
      ? { fits: true, text: needLabel(need) }
      : { fits: null, text: `${needLabel(need)}: not stated` },
  );
}
