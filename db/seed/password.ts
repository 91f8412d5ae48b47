import { randomInt } from 'node:crypto';

/** Without what is easily misread: 0 and o, 1 and l and i. */
const CHARACTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** A password that a person can read out and type: "k7qm-x2hp-93tw-c5ad". */
export function makeUpPassword(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
