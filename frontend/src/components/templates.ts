import type { HabitInput } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';

type Shape = Partial<
  Pick<HabitInput, 'kind' | 'target' | 'target_type' | 'schedule'> & { unit: 'glasses' | 'minutes' | 'cups' }
> &
  Pick<HabitInput, 'colour'> & { icon: string };

/** Common habits, each a good first one: small, clear, with a rhythm that can be kept. Their texts are in the catalogue. */
export const TEMPLATES = {
  water: { icon: '💧', colour: 'blue', kind: 'numeric', target: 8, unit: 'glasses' },
  walk: { icon: '🚶', colour: 'green' },
  read: { icon: '📚', colour: 'indigo' },
  meditate: { icon: '🧘', colour: 'purple', kind: 'numeric', target: 10, unit: 'minutes' },
  gym: { icon: '💪', colour: 'orange', schedule: { type: 'times', times: 3, period: 'week' } },
  sleep: { icon: '😴', colour: 'indigo' },
  journal: { icon: '📓', colour: 'amber' },
  floss: { icon: '🦷', colour: 'teal' },
  sugar: { icon: '🍬', colour: 'pink', kind: 'numeric', target: 0, target_type: 'at_most' },
  coffee: { icon: '☕', colour: 'amber', kind: 'numeric', target: 2, target_type: 'at_most', unit: 'cups' },
  vegetables: { icon: '🥦', colour: 'green' },
  stretch: { icon: '🤸', colour: 'teal' },
  language: { icon: '🌍', colour: 'blue', kind: 'numeric', target: 15, unit: 'minutes' },
  tidy: { icon: '🧹', colour: 'red', schedule: { type: 'weekdays', days: [6] } },
  call: { icon: '📞', colour: 'pink', schedule: { type: 'times', times: 1, period: 'week' } },
} as const satisfies Record<string, Shape>;

export type TemplateName = keyof typeof TEMPLATES;

export const templateNames = Object.keys(TEMPLATES) as TemplateName[];

/** A habit as the template has it, in the reader's language, beginning today. */
export function fromTemplate(name: TemplateName, today: Day): Omit<HabitInput, 'group' | 'reminders'> {
  const { unit, ...shape }: Shape = TEMPLATES[name];
  return {
    kind: 'yes_no',
    target: null,
    target_type: 'at_least',
    schedule: { type: 'daily' },
    ...structuredClone(shape),
    name: t(`template.${name}`),
    question: null,
    description: null,
    unit: unit ? t(`template.unit.${unit}`) : null,
    start_date: today,
    end_date: null,
  };
}
