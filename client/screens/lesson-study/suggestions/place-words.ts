import type { RowId } from '../../../../shared/ids.ts'
import type { CellField, PlanField, PlanRow } from '../../../../shared/lesson-study/plan.ts'
import { cellFields, planFields } from '../../../../shared/lesson-study/plan.ts'
import { cellPrompts, fieldPrompts } from '../plan-prompts.ts'
import type { Place } from './suggesting.ts'

type Stage = Pick<PlanRow, 'id' | 'title'>

const stageName = ({ title }: Stage, at: number) => title || `Stage ${at + 1}`
const cellLabel = (field: string) => cellPrompts[(field || 'do') as CellField].label

/** Where in the plan a suggestion stands, in words. */
export function placeWords({ rowId, field }: Place, stages: readonly Stage[]): string {
  if (rowId === null) {
    return field === '' ? 'The whole plan' : fieldPrompts[field as PlanField].label
  }
  const at = stages.findIndex((stage) => stage.id === rowId)
  const stage = stages[at]
  return `${stage ? stageName(stage, at) : 'A stage that was deleted'}: ${cellLabel(field)}`
}

export const placeKey = ({ rowId, field }: Place) => `${rowId ?? ''}:${field}`

export function placeOf(key: string): Place {
  const [row = '', field = ''] = key.split(':')
  return { rowId: row === '' ? null : (row as RowId), field }
}

/** Every place of a plan at which something can be suggested, in the order of the plan. */
export function placesOf(
  stages: readonly Stage[],
): { name: string; places: { key: string; label: string }[] }[] {
  return [
    ...stages.map((stage, at) => ({
      name: stageName(stage, at),
      places: cellFields.map((field) => ({
        key: placeKey({ rowId: stage.id, field }),
        label: cellLabel(field),
      })),
    })),
    {
      name: 'Beside the stages',
      places: planFields.map((field) => ({
        key: placeKey({ rowId: null, field }),
        label: fieldPrompts[field].label,
      })),
    },
  ]
}
