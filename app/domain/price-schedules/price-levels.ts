import { NEEDS, type NeedCode, type NeedLevel } from '../services/needs.ts';

/** How a lot prices a place. */
export type PriceModel = 'age_band_by_need_level' | 'package' | 'support_hours';

/** A row of a lot's price grid, and the coded needs that lead to it. */
export interface LevelRule {
  /** Lower case, unique in its lot. */
  code: string;
  label: string;
  needs: readonly string[];
}

const needsAt = (level: NeedLevel): NeedCode[] => NEEDS.filter((need) => need.level === level).map(({ code }) => code);

/** The levels of a lot that names none of its own, the lowest first. */
export const USUAL_LEVELS: Record<PriceModel, readonly LevelRule[]> = {
  age_band_by_need_level: [
    { code: 'standard', label: 'Standard', needs: [] },
    { code: 'enhanced', label: 'Enhanced', needs: needsAt('enhanced') },
    { code: 'complex', label: 'Complex', needs: needsAt('complex') },
    { code: 'parent_and_child', label: 'Parent and child', needs: needsAt('parent_and_child') },
  ],
  package: [
    { code: 'core', label: 'Core', needs: [] },
    {
      code: 'therapeutic',
      label: 'Therapeutic',
      needs: ['therapeutic', ...needsAt('complex').filter((need) => need !== 'solo')],
    },
    { code: 'solo', label: 'Solo', needs: ['solo'] },
  ],
  support_hours: [{ code: 'core', label: 'Core', needs: [] }],
};

/** The lot's own levels, the lowest first; the model's usual ones where it has none. */
export const levelsOf = (prices: { model: PriceModel; levels: readonly LevelRule[] }): readonly LevelRule[] =>
  prices.levels.length > 0 ? prices.levels : USUAL_LEVELS[prices.model];

/** The level that a child's needs lead to: the highest that any one of them names, or the lowest where none does. */
export function levelFor(levels: readonly LevelRule[], needs: readonly string[]): LevelRule | undefined {
  return levels.findLast((level) => level.needs.some((need) => needs.includes(need))) ?? levels[0];
}
