import type { Random } from './random.ts';

const HOME_FIRST = [
  ...['Acorn', 'Bluebell', 'Briar', 'Cherry Tree', 'Coppice', 'Crabapple', 'Dapple', 'Elder', 'Fern', 'Garland'],
  ...['Hazelnut', 'Heron', 'Honeysuckle', 'Kingfisher', 'Larch', 'Lilac', 'Maple', 'Medlar', 'Mulberry', 'Otter'],
  ...['Pear Tree', 'Primrose', 'Quince', 'Rosemary', 'Rowan', 'Skylark', 'Sorrel', 'Swallow', 'Sycamore', 'Walnut'],
] as const;
const HOME_LAST = ['House', 'Lodge', 'Cottage', 'Croft', 'View'] as const;

const SCHOOL_FIRST = [
  ...['Abbot’s Field', 'Barley Down', 'Chalk Hill', 'Downland', 'Fairlight Vale', 'Furze Bank', 'High Weald Edge'],
  ...['Kiln Lane', 'Long Shaw', 'Mill Stream', 'North Lea', 'Oast Green', 'Park Wood Rise', 'Quarry Hill'],
  ...['Seven Elms', 'Tower Down', 'Upper Marsh', 'West Hanger'],
] as const;

const STREETS = [
  ...['Alma Road', 'Bank Street', 'Barrow Lane', 'Canterbury Road', 'Chapel Lane', 'Church Road', 'Downs View'],
  ...['Elm Grove', 'Farm Close', 'Gladstone Road', 'Hillside', 'Kent Avenue', 'London Road', 'Manor Way'],
  ...[
    'Nelson Terrace',
    'Orchard Drive',
    'Park Avenue',
    'Queen’s Road',
    'Station Road',
    'The Crescent',
    'Victoria Road',
  ],
  ...['Windmill Hill', 'Wood Lane'],
] as const;

export const homeNames = (random: Random): string[] =>
  random.shuffled(HOME_FIRST.flatMap((first) => HOME_LAST.map((last) => `${first} ${last}`)));

export const schoolNames = (random: Random): string[] =>
  random.shuffled(SCHOOL_FIRST.map((first) => `${first} School`));

export const streetAddress = (random: Random): string => `${random.int(1, 180)} ${random.pick(STREETS)}`;

/** Looks like a postcode of the outward code; which one, is made up. */
export const fullPostcode = (random: Random, outwardCode: string): string =>
  `${outwardCode} ${random.int(1, 9)}${random.pick(['W', 'X', 'Y', 'Z'])}${random.pick(['X', 'Y', 'Z'])}`;
