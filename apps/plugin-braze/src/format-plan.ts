import { escapeControls } from '@sf-braze/mapping-core';
import type { PlanFormat } from './plan-formats.ts';
import { planMarkdown } from './plan-markdown.ts';
import { planText, type PlanShown } from './plan-text.ts';
import type { PlanResult } from './results/plan.ts';

export function formatPlan(format: PlanFormat, shown: PlanShown): string {
  switch (format) {
    case 'text':
      return planText(shown);
    case 'markdown':
      return planMarkdown(shown);
    case 'json':
      return escapeControls(JSON.stringify(planResultOf(shown), undefined, 2));
  }
}

export function planResultOf({ plan, differences, approval, next, mapping }: PlanShown): PlanResult {
  return { plan, differences, approval, next, mapping };
}
