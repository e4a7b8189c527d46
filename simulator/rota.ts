import { DAY_MS, HOUR_MS } from './calendar.ts'
import type { Agent, Centre, ProfileKey } from './centre.ts'
import type { Shift } from './staffing.ts'

/** Says who works which shift: five days of seven, with a night's rest between, and mostly the same hours. */
export interface Rota {
  assign(shift: Shift): Agent
}

interface Employee {
  readonly agent: Agent
  /** Starts of the shifts of the last seven days. */
  starts_ms: number[]
  ends_ms: number
}

const rest_ms = 11 * HOUR_MS
const daysPerWeek = 5

/** Hires when nobody is left who may work: the headcount follows from the shifts. Shifts come in order of time. */
export function createRota(centre: Centre): Rota {
  const employees = new Map<ProfileKey, Employee[]>()

  const mayWork = (employee: Employee, { start_ms }: Shift): boolean =>
    employee.ends_ms + rest_ms <= start_ms && employee.starts_ms.length < daysPerWeek

  /** Hours between this start and the usual one: lower is better. */
  function strangeness({ starts_ms }: Employee, { start_ms }: Shift): number {
    const usual_ms = starts_ms.at(-1)
    if (usual_ms === undefined) return 24
    const apart_ms = Math.abs((start_ms % DAY_MS) - (usual_ms % DAY_MS))
    return Math.min(apart_ms, DAY_MS - apart_ms) / HOUR_MS
  }

  return {
    assign(shift) {
      const staff = employees.get(shift.profile) ?? []
      employees.set(shift.profile, staff)
      let best: Employee | undefined
      let bestScore = Number.POSITIVE_INFINITY
      for (const employee of staff) {
        employee.starts_ms = employee.starts_ms.filter(start_ms => start_ms > shift.start_ms - 7 * DAY_MS)
        if (!mayWork(employee, shift)) continue
        const score = strangeness(employee, shift)
        if (score < bestScore) {
          bestScore = score
          best = employee
        }
      }
      if (!best) {
        best = { agent: centre.hire(shift.profile), starts_ms: [], ends_ms: 0 }
        staff.push(best)
      }
      best.starts_ms.push(shift.start_ms)
      best.ends_ms = shift.end_ms
      return best.agent
    },
  }
}
